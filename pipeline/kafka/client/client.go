package client

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

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
	if err := cfg.check(); err != nil {
		return nil, err
	}
	secure, err := cfg.TLS.config()
	if err != nil {
		return nil, err
	}
	mechanism, err := cfg.SASL.mechanism()
	if err != nil {
		return nil, err
	}
	timeout := cmp.Or(cfg.Timeout, defaultTimeout)
	transport := &kafka.Transport{
		ClientID: cfg.ClientID, TLS: secure, SASL: mechanism,
		DialTimeout: timeout, MetadataTTL: metadataTTL,
	}
	return &Client{
		kafka: &kafka.Client{Addr: kafka.TCP(cfg.Brokers...), Timeout: timeout, Transport: transport},
		dialer: &kafka.Dialer{
			ClientID: cfg.ClientID, TLS: secure, SASLMechanism: mechanism,
			Timeout: timeout, DualStack: true,
		},
		transport: transport,
		brokers:   slices.Clone(cfg.Brokers),
	}, nil
}

const (
	defaultTimeout = 10 * time.Second
	// metadataTTL is how long the brokers of partitions are believed in: a new
	// topic or leader is seen after that time at the latest.
	metadataTTL = 2 * time.Second
)

// Ping asks for what any broker knows of the cluster. It fails where none can be
// reached, or none lets this process in. The answer may be metadataTTL old.
func (c *Client) Ping(ctx context.Context) error {
	if _, err := c.kafka.Metadata(ctx, &kafka.MetadataRequest{}); err != nil {
		return fmt.Errorf("reach Kafka: %w", err)
	}
	return nil
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
