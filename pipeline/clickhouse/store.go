package clickhouse

import (
	"context"
	"fmt"
	"maps"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"huifang/nlp/keyword"
	schema "huifang/schemas/clickhouse"
)

// Store is a connection pool to the database huifang of one server, or of a
// cluster through one of its servers. It is safe for concurrent use.
type Store struct {
	conn    driver.Conn
	options *clickhouse.Options
	// isSharded is what sharded found out, nil before.
	isSharded atomic.Pointer[bool]
	// terms counts what calls are compared by. It is not on the wire: the texts
	// and their tokens are.
	terms *keyword.TermCounter
}

// connectTimeout bounds a connection attempt where the DSN does not.
const connectTimeout = 10 * time.Second

// Open connects to the server that dsn names, as
// clickhouse://user:password@host:9000 with the options of clickhouse-go in its
// query, such as secure=true. Everything lives in the database huifang, whatever
// database dsn names. Open asks the server once whether it is there and does not
// retry; the database need not exist yet.
func Open(ctx context.Context, dsn string) (*Store, error) { return OpenTLS(ctx, dsn, TLS{}) }

// OpenTLS is Open with files of TLS, which are read once. What is wrong with these
// or with dsn is a *SettingsError.
func OpenTLS(ctx context.Context, dsn string, t TLS) (*Store, error) {
	options, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return nil, &SettingsError{fmt.Errorf("ClickHouse DSN: %w", err)}
	}
	if err := t.apply(options.TLS); err != nil {
		return nil, &SettingsError{err}
	}
	if options.DialTimeout == 0 {
		options.DialTimeout = connectTimeout
	}
	options.Auth.Database = schema.Database
	conn, err := clickhouse.Open(options)
	if err != nil {
		return nil, &SettingsError{fmt.Errorf("ClickHouse DSN: %w", err)}
	}
	if err := conn.Ping(ctx); err != nil && exceptionCode(err) != codeUnknownDatabase {
		return nil, fmt.Errorf("ClickHouse at %v: %w", options.Addr, closeAfter(conn, err))
	}
	return &Store{conn: conn, options: options, terms: keyword.NewTermCounter()}, nil
}

// Ping returns nil where the server answers before ctx ends. It does not retry.
func (s *Store) Ping(ctx context.Context) error {
	return attempt(ctx, func() error { return s.conn.Ping(ctx) })
}

// Close closes all connections. Rows that are still open fail.
func (s *Store) Close() error { return s.conn.Close() }

// withoutDatabase returns a connection that works before the database exists.
func (s *Store) withoutDatabase() (driver.Conn, error) {
	o := *s.options
	o.Settings = maps.Clone(o.Settings)
	o.Auth.Database = ""
	return clickhouse.Open(&o)
}
