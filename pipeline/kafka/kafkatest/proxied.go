package kafkatest

import (
	"net"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"
)

// Proxied is a broker of either kind behind a proxy, which it advertises as its
// own address. Its methods are for one goroutine.
type Proxied struct {
	*Proxy
	kill  func()
	start func() error
}

// Restart kills the broker, Apache Kafka with SIGKILL, and starts it again on
// what it holds.
func (b *Proxied) Restart() error {
	b.kill()
	return b.start()
}

// EachProxied runs f as a test on kfake and as one on Apache Kafka, side by side.
func EachProxied(t *testing.T, f func(t *testing.T, b *Proxied)) {
	t.Run("kfake", func(t *testing.T) {
		t.Parallel()
		f(t, proxiedFake(t))
	})
	t.Run("apache", func(t *testing.T) {
		t.Parallel()
		p := StartProxy(t)
		b := StartApache(t, ApacheOptions{Advertised: p.Address})
		p.Target(b.Address)
		f(t, &Proxied{Proxy: p, kill: b.Kill, start: b.Start})
	})
}

func proxiedFake(t *testing.T) *Proxied {
	t.Helper()
	p, dir := StartProxy(t), t.TempDir()
	var cluster *kfake.Cluster
	b := &Proxied{Proxy: p, kill: func() { cluster.Close() }}
	b.start = func() error {
		started, err := kfake.NewCluster(
			kfake.NumBrokers(1), kfake.GroupMinSessionTimeout(time.Second), kfake.DataDir(dir), kfake.SyncWrites(),
			// kfake advertises what its listener says of itself.
			kfake.ListenFn(func(network, address string) (net.Listener, error) {
				l, err := net.Listen(network, address)
				if err != nil {
					return nil, err
				}
				p.Target(l.Addr().String())
				return posing{l, p.Address}, nil
			}),
		)
		if err == nil {
			cluster = started
		}
		return err
	}
	if err := b.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cluster.Close() })
	return b
}

// posing is a listener that gives another address for its own.
type posing struct {
	net.Listener
	address string
}

func (l posing) Addr() net.Addr { return address(l.address) }

// address is host:port of TCP.
type address string

func (address) Network() string { return "tcp" }

func (a address) String() string { return string(a) }
