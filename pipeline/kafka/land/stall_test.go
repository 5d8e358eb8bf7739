package land_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"huifang/pipeline/kafka/land"
)

// proxy stands in front of a server. Once it is stalled it takes what comes from
// clients and passes nothing on.
type proxy struct {
	addr string

	mu      sync.Mutex
	stalled bool
	clients []net.Conn
	// swallowed is closed at the first data that a stalled proxy took.
	swallowed chan struct{}
}

func startProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{addr: l.Addr().String(), swallowed: make(chan struct{})}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", target)
			if err != nil {
				client.Close()
				continue
			}
			p.mu.Lock()
			p.clients = append(p.clients, client)
			p.mu.Unlock()
			wg.Go(func() {
				defer server.Close()
				io.Copy(gate{p, server}, client)
			})
			wg.Go(func() {
				io.Copy(client, server)
				// A server that hangs does not say so.
				p.mu.Lock()
				defer p.mu.Unlock()
				if !p.stalled {
					client.Close()
				}
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		p.drop()
		wg.Wait()
	})
	return p
}

// stall makes p swallow all data from now on.
func (p *proxy) stall() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stalled = true
}

// drop closes all connections.
func (p *proxy) drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.clients {
		c.Close()
	}
	p.clients = nil
}

// gate is the way to the server.
type gate struct {
	*proxy
	server net.Conn
}

func (g gate) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.stalled {
		return g.server.Write(b)
	}
	select {
	case <-g.swallowed:
	default:
		close(g.swallowed)
	}
	return len(b), nil
}

// A server that hangs, in an insert or in a handshake, must not hold up a
// consumer that has to stop.
func TestDeliverEndsWithItsContext(t *testing.T) {
	empty(t)
	for name, hang := range map[string]func(*proxy){
		"insert":    (*proxy).stall,
		"handshake": func(p *proxy) { p.stall(); p.drop() },
	} {
		t.Run(name, func(t *testing.T) {
			dsn, err := url.Parse(server.DSN())
			if err != nil {
				t.Fatal(err)
			}
			p := startProxy(t, dsn.Host)
			dsn.Host = p.addr
			// So that no time-out of the connection ends the wait.
			parameters := dsn.Query()
			parameters.Set("dial_timeout", "10m")
			parameters.Set("read_timeout", "10m")
			dsn.RawQuery = parameters.Encode()
			h := handler(t, open(t, dsn.String()))
			items := prepare(t, h, record(t, annotated("a", 1), 1))
			if _, err := h.Deliver(t.Context(), items); err != nil {
				t.Fatal(err)
			}

			hang(p)
			ctx, stop := context.WithCancel(t.Context())
			done := make(chan error, 1)
			go func() {
				_, err := h.Deliver(ctx, items)
				done <- err
			}()
			<-p.swallowed
			stop()
			select {
			case err := <-done:
				if err == nil {
					t.Error("what never arrived is said to be stored")
				}
			case <-time.After(30 * time.Second):
				t.Fatal("still trying long after the end of the context")
			}
		})
	}
}

// Trouble is the consumer's to wait out, however long it lasts.
func TestTroubleIsReturned(t *testing.T) {
	away := errors.New("server away")
	h := handler(t, storeFunc(func([]call) error { return away }))
	if refused, err := h.Deliver(t.Context(), prepare(t, h, record(t, annotated("a", 1), 1))); !errors.Is(err, away) || refused != nil {
		t.Errorf("refused %v, error %v", refused, err)
	}
}

var _ land.Store = storeFunc(nil)
