package client

import (
	"errors"

	"github.com/segmentio/kafka-go"
)

// Client is a connection pool to one cluster, shared by all that talk to it in
// a process. It is safe for concurrent use.
type Client struct {
	kafka     *kafka.Client
	dialer    *kafka.Dialer
	transport *kafka.Transport
	brokers   []string
}

// Open checks cfg and returns a client. It does not connect: that a broker is
// away is trouble to wait out, not a fault in the settings.
func Open(cfg Config) (*Client, error) {
	if len(cfg.Brokers) == 0 {
		return nil, errors.New("no Kafka brokers are named")
	}
	return nil, errors.New("not written yet")
}

// Kafka returns the client for single requests.
func (c *Client) Kafka() *kafka.Client { return c.kafka }

// Dialer returns what readers and consumer groups connect with.
func (c *Client) Dialer() *kafka.Dialer { return c.dialer }

// Transport returns the connections that all writers and requests share.
func (c *Client) Transport() *kafka.Transport { return c.transport }

// Brokers returns the addresses to start from.
func (c *Client) Brokers() []string { return c.brokers }

// Close closes idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }
