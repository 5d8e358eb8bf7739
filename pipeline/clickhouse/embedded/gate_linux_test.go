package embedded

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// helloPacket is the first packet of a client.
func helloPacket(database, user, password string) []byte {
	p := []byte{0}
	text := func(s string) {
		p = binary.AppendUvarint(p, uint64(len(s)))
		p = append(p, s...)
	}
	text("test")
	for _, n := range []uint64{1, 1, 54460} {
		p = binary.AppendUvarint(p, n)
	}
	text(database)
	text(user)
	text(password)
	return p
}

// TestServerSurvivesClients does to a server what clients do when they are
// killed or mistaken.
func TestServerSurvivesClients(t *testing.T) {
	s := start(t, t.TempDir(), Options{})
	good := helloPacket("huifang", ownerUser, s.state.OwnerPassword)
	for name, c := range map[string]struct {
		send   []byte
		answer bool // wait for the server's answer
		reset  bool // break the connection rather than end it
	}{
		"silence":             {},
		"silence, reset":      {reset: true},
		"http":                {send: []byte("GET / HTTP/1.0\r\n\r\n")},
		"garbage":             {send: bytes.Repeat([]byte{0xff}, 100), reset: true},
		"endless text":        {send: append([]byte{0, 0xff, 0xff, 0xff, 0x7f}, make([]byte, maxHello*2)...)},
		"half a packet":       {send: good[:10]},
		"half, reset":         {send: good[:10], reset: true},
		"hello":               {send: good},
		"hello, reset":        {send: good, reset: true},
		"hello, answer":       {send: good, answer: true},
		"hello, answer,reset": {send: good, answer: true, reset: true},
		"wrong password":      {send: helloPacket("", ownerUser, "x"), answer: true, reset: true},
		"unknown user":        {send: helloPacket("", "nobody", ""), answer: true},
		"engine's own user":   {send: helloPacket("", "default", ""), answer: true},
		"unknown database":    {send: helloPacket("nowhere", ownerUser, s.state.OwnerPassword), answer: true},
	} {
		for range 5 {
			conn, err := net.Dial("tcp", s.state.address())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := conn.Write(c.send); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if c.answer {
				if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
					t.Fatal(err)
				}
				if _, err := conn.Read(make([]byte, 1000)); err != nil {
					t.Errorf("%s: no answer: %v", name, err)
				}
			}
			if c.reset {
				if err := conn.(*net.TCPConn).SetLinger(0); err != nil {
					t.Fatal(err)
				}
			}
			conn.Close()
		}
	}
	if n := count(t, connect(t, s.DSN()), "SELECT toUInt64(1)"); n != 1 {
		t.Errorf("got %d", n)
	}
	select {
	case <-s.child.exited:
		t.Error("the server is gone")
	default:
	}
}

// TestServerSurvivesCancelledQueries leaves in the middle of results.
func TestServerSurvivesCancelledQueries(t *testing.T) {
	s := start(t, t.TempDir(), Options{})
	for i := range 8 {
		conn := connect(t, s.DSN())
		ctx, cancel := context.WithCancel(t.Context())
		rows, err := conn.Query(ctx, "SELECT number, repeat('x', 1000) FROM numbers(1000000000)")
		if err != nil {
			t.Fatal(err)
		}
		for range i {
			rows.Next()
		}
		cancel()
		_ = rows.Close()
		_ = conn.Close()
	}
	if n := count(t, connect(t, s.DSN()), "SELECT toUInt64(1)"); n != 1 {
		t.Errorf("got %d", n)
	}
}

func TestRefusalsAreExceptions(t *testing.T) {
	s := start(t, t.TempDir(), Options{})
	for code, dsn := range map[int32]string{
		516: strings.Replace(s.DSN(), s.state.OwnerPassword, "wrong", 1),
		81:  strings.Replace(s.DSN(), "/huifang?", "/elsewhere?", 1),
	} {
		err := connect(t, dsn).Ping(t.Context())
		if e, ok := err.(*clickhouse.Exception); !ok || e.Code != code {
			t.Errorf("got %v, want an exception of code %d", err, code)
		}
	}
}

func FuzzReadHello(f *testing.F) {
	f.Add(helloPacket("db", "user", "password"))
	f.Add([]byte{0})
	f.Add([]byte{1, 2, 3})
	f.Add([]byte{0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := readHello(bufio.NewReader(bytes.NewReader(data)))
		if err != nil {
			return
		}
		if !bytes.HasPrefix(data, h.raw) || len(h.raw) > maxHello {
			t.Errorf("%d bytes read are not the %d sent", len(h.raw), len(data))
		}
		if n := len(h.database) + len(h.user) + len(h.password); n >= len(h.raw) {
			t.Errorf("%d bytes of text in %d", n, len(h.raw))
		}
	})
}
