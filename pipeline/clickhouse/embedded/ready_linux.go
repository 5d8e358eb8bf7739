package embedded

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	schema "huifang/schemas/clickhouse"
)

// readyPoll is how often a starting server is asked whether it answers.
const readyPoll = 20 * time.Millisecond

var (
	errPortTaken = errors.New("a port was taken")
	errExited    = errors.New("the ClickHouse process ended while it started")
)

// freePort returns a port of 127.0.0.1 that nobody listens on now.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// waitReady returns once the server answers its owner and has the database. It
// fails when exited is closed or ctx ends.
func (s state) waitReady(ctx context.Context, exited <-chan struct{}) error {
	for {
		err := s.prepare(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-exited:
			return errExited
		default:
		}
		if sleep(ctx, readyPoll) != nil {
			return fmt.Errorf("the ClickHouse process did not answer in time: %w", err)
		}
	}
}

// prepare creates the database if it is not there, before anybody else gets to
// know the server.
func (s state) prepare(ctx context.Context) error {
	conn, err := s.dial(ownerUser, s.OwnerPassword)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+schema.Database)
}

// dial returns a client without a default database.
func (s state) dial(user, password string) (clickhouse.Conn, error) {
	return clickhouse.Open(&clickhouse.Options{
		Addr:        []string{s.address()},
		Auth:        clickhouse.Auth{Username: user, Password: password},
		DialTimeout: 5 * time.Second,
	})
}

// startError adds to err what the child wrote before it ended.
func startError(l layout, err error) error {
	if !errors.Is(err, errExited) {
		return fmt.Errorf("%w (its log is in %s)", err, l.log())
	}
	said, readErr := os.ReadFile(l.output())
	if readErr != nil {
		return errors.Join(err, readErr)
	}
	if strings.Contains(strings.ToLower(string(said)), "address already in use") {
		return errPortTaken
	}
	return fmt.Errorf("%w (its log is in %s):\n%s", err, l.log(), lastLines(string(said), 8))
}
