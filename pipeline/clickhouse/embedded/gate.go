package embedded

import (
	"bufio"
	"crypto/subtle"
	"errors"
	"io"
	"net"
	"time"

	schema "huifang/schemas/clickhouse"
)

// helloTimeout is how long a client may take to say who it is.
const helloTimeout = 10 * time.Second

// gate stands between clients and the engine. The engine of this version ends
// the whole process when a client breaks its connection, gives a wrong password
// or names an unknown database before it is logged in. So the gate reads a
// client's first packet itself, lets in who may come in, and ends connections to
// the engine in order whatever the client does.
type gate struct {
	// engine is the address of the engine.
	engine string
	// passwords are those of the users that may come in.
	passwords map[string]string
}

// serve lets clients in until l is closed.
func (g *gate) serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		go g.handle(conn.(*net.TCPConn))
	}
}

// handle serves one client. What goes wrong with it is the client's affair.
func (g *gate) handle(client *net.TCPConn) {
	defer client.Close()
	if client.SetReadDeadline(time.Now().Add(helloTimeout)) != nil {
		return
	}
	in := bufio.NewReaderSize(client, maxHello)
	h, err := readHello(in)
	if err != nil {
		return
	}
	if f := g.check(h); f != nil {
		_ = f.send(client)
		return
	}
	if client.SetReadDeadline(time.Time{}) != nil {
		return
	}
	conn, err := net.Dial("tcp", g.engine)
	if err != nil {
		return
	}
	engine := conn.(*net.TCPConn)
	defer engine.Close()
	// What the client sent on the heels of its first packet.
	early, _ := in.Peek(in.Buffered())
	if _, err := engine.Write(append(h.raw, early...)); err != nil {
		return
	}
	relay(client, engine)
}

// check says why a client is not let in, nil where it is.
func (g *gate) check(h hello) *refusal {
	password, known := g.passwords[h.user]
	if !known || subtle.ConstantTimeCompare([]byte(password), []byte(h.password)) != 1 {
		return &refusal{516, "AUTHENTICATION_FAILED", h.user + ": Authentication failed"}
	}
	if h.database != "" && h.database != schema.Database {
		return &refusal{81, "UNKNOWN_DATABASE", "Database " + h.database + " does not exist"}
	}
	return nil
}

// relay moves bytes both ways until the engine has ended the connection. A
// client that goes away is for the engine one that has nothing more to say, and
// what it still sends is read to the end: closing on unread data would break
// the connection.
func relay(client, engine *net.TCPConn) {
	go func() {
		_, _ = io.Copy(engine, client)
		_ = engine.CloseWrite()
	}()
	if _, err := io.Copy(client, engine); err != nil {
		// Ends the other direction too.
		_ = client.Close()
		_, _ = io.Copy(io.Discard, engine)
	}
}
