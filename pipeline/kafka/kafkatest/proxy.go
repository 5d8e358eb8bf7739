package kafkatest

import (
	"io"
	"net"
	"sync"
	"testing"
)

// Proxy stands between clients and a server, and breaks connections when told.
// It is safe for concurrent use.
type Proxy struct {
	// Address is where it listens.
	Address string

	mu     sync.Mutex
	target string
	open   map[net.Conn]struct{}
	refuse bool
	// frozen is closed when bytes may pass again; nil while they may.
	frozen chan struct{}
}

// StartProxy listens until the test ends. The server is named by Target.
func StartProxy(t testing.TB) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{Address: l.Addr().String(), open: map[net.Conn]struct{}{}}
	t.Cleanup(func() { l.Close(); p.Freeze(false); p.Drop() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p
}

// Target says where connections go from now on.
func (p *Proxy) Target(address string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = address
}

// Refuse says whether new connections are closed at once.
func (p *Proxy) Refuse(refuse bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = refuse
}

// Drop breaks all connections and says how many there were.
func (p *Proxy) Drop() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.open)
	for c := range p.open {
		c.Close()
	}
	return n
}

// Freeze says whether bytes are held back: connections stay open and nothing
// answers, as with a server that hangs. What was held back is delivered later.
func (p *Proxy) Freeze(freeze bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case freeze && p.frozen == nil:
		p.frozen = make(chan struct{})
	case !freeze && p.frozen != nil:
		close(p.frozen)
		p.frozen = nil
	}
}

// admit notes a connection and says where it goes; a connection that is refused
// has no target.
func (p *Proxy) admit(near net.Conn) (target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.refuse {
		return ""
	}
	p.open[near] = struct{}{}
	return p.target
}

func (p *Proxy) serve(near net.Conn) {
	defer near.Close()
	target := p.admit(near)
	if target == "" {
		return
	}
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.open, near)
	}()
	far, err := net.Dial("tcp", target)
	if err != nil {
		return
	}
	defer far.Close()
	var both sync.WaitGroup
	pipe := func(to, from net.Conn) {
		// An end of either side is the end of both.
		_, _ = io.Copy(thawed{p, to}, from)
		to.Close()
		from.Close()
	}
	both.Go(func() { pipe(far, near) })
	both.Go(func() { pipe(near, far) })
	both.Wait()
}

// thawed writes once bytes may pass.
type thawed struct {
	p  *Proxy
	to io.Writer
}

func (w thawed) Write(b []byte) (int, error) {
	w.p.mu.Lock()
	frozen := w.p.frozen
	w.p.mu.Unlock()
	if frozen != nil {
		<-frozen
	}
	return w.to.Write(b)
}
