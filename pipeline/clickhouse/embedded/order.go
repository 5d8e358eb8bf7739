package embedded

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// order tells a server process what to run. It comes as one line of JSON on
// standard input, since arguments and environment are there for others to see.
type order struct {
	Library string `json:"library"`
	Root    string `json:"root"`
	// Port is where clients come in, EnginePort where the engine listens.
	Port       int `json:"port"`
	EnginePort int `json:"engine_port"`
	// Passwords are those of all users by name.
	Passwords map[string]string `json:"passwords"`
}

// send writes the order.
func (o order) send(w io.Writer) error {
	data, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// receiveOrder reads the order.
func receiveOrder(r *bufio.Reader) (order, error) {
	var o order
	line, err := r.ReadBytes('\n')
	if err != nil {
		return o, errors.New("huifang starts this command itself, with orders on standard input")
	}
	if err := json.Unmarshal(line, &o); err != nil {
		return o, fmt.Errorf("orders on standard input: %w", err)
	}
	return o, nil
}
