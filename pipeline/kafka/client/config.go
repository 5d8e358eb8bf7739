package client

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"
)

// Config says how to reach a Kafka cluster.
type Config struct {
	// Brokers are host:port of one or more brokers to start from; required.
	Brokers []string
	// ClientID names this process in the brokers' logs and quotas.
	ClientID string
	TLS      TLS
	SASL     SASL
	// Timeout bounds one request; 0 stands for 10 s.
	Timeout time.Duration
}

// TLS of the connection.
type TLS struct {
	Enabled bool
	// CAFile is a PEM file with the authorities to trust; empty stands for
	// those of the system.
	CAFile string
	// CertFile and KeyFile are the PEM files of a client certificate, both or
	// neither.
	CertFile, KeyFile string
	// ServerName is the name in the brokers' certificate where it is not the
	// host of their address.
	ServerName string
}

// SASL mechanisms.
const (
	SASLPlain       = "PLAIN"
	SASLScramSHA256 = "SCRAM-SHA-256"
	SASLScramSHA512 = "SCRAM-SHA-512"
)

// SASL is how the process says who it is.
type SASL struct {
	// Mechanism is one of the constants, empty for none.
	Mechanism string
	User      string
	Password  string
}

// check looks at what needs no files.
func (c Config) check() error {
	if len(c.Brokers) == 0 {
		return errors.New("no Kafka brokers are named")
	}
	for _, b := range c.Brokers {
		host, port, err := net.SplitHostPort(b)
		if n, portErr := strconv.ParseUint(port, 10, 16); err != nil || portErr != nil || host == "" || n == 0 {
			return fmt.Errorf("Kafka broker %q is not of the form host:port", b)
		}
	}
	if c.Timeout < 0 {
		return fmt.Errorf("time-out of Kafka requests is negative: %v", c.Timeout)
	}
	return nil
}

// Warnings says what is allowed but unwise.
func (c Config) Warnings() []string {
	var w []string
	switch {
	case c.TLS.Enabled || c.SASL.Mechanism == "":
	case c.SASL.Mechanism == SASLPlain:
		w = append(w, "the Kafka password crosses the network in the clear: SASL PLAIN without TLS")
	default:
		w = append(w, "calls cross the network in the clear: SASL without TLS")
	}
	return w
}
