package kafkatest

import (
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
)

// Each runs f as a test on kfake and as one on Apache Kafka; f gets the address
// of a broker of its own.
func Each(t *testing.T, f func(t *testing.T, address string)) {
	t.Run("kfake", func(t *testing.T) { f(t, StartFake(t)) })
	t.Run("apache", func(t *testing.T) { f(t, StartApache(t, ApacheOptions{}).Address) })
}

// StartFake runs kfake until the test ends and returns its address.
func StartFake(t testing.TB, options ...kfake.Opt) string {
	t.Helper()
	cluster, err := kfake.NewCluster(append([]kfake.Opt{kfake.NumBrokers(1), kfake.GroupMinSessionTimeout(time.Second)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	return cluster.ListenAddrs()[0]
}

// Open returns a client of the broker at address and a producer over it.
func Open(t testing.TB, address string) (*client.Client, *client.Producer) {
	t.Helper()
	c, err := client.Open(client.Config{Brokers: []string{address}, ClientID: "test"})
	if err != nil {
		t.Fatal(err)
	}
	p := client.NewProducer(c)
	t.Cleanup(func() { p.Close(); c.Close() })
	return c, p
}
