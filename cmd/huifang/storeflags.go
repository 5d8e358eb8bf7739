package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/embedded"
)

// dataDirFlag names the folder of what runs on this machine.
type dataDirFlag struct {
	DataDir string `help:"Folder of the embedded store, of the trial broker and of rejected inputs (default ${default})." default:"${data_dir}" placeholder:"DIR"`
}

// rejectedDir is where rejected inputs are kept.
func (f *dataDirFlag) rejectedDir() string { return filepath.Join(f.DataDir, "rejected") }

// storeFlags say where the store is.
type storeFlags struct {
	dataDirFlag
	ClickHouse string `help:"A ClickHouse server to use instead of the embedded one, as clickhouse://user:password@host:9000." name:"clickhouse" placeholder:"DSN"`
	CA         string `help:"PEM file with the authorities to trust where the DSN says secure=true; the system's without it." name:"clickhouse-ca" type:"existingfile" placeholder:"FILE"`
	Cert       string `help:"PEM file with a client certificate for ClickHouse." name:"clickhouse-cert" type:"existingfile" placeholder:"FILE"`
	Key        string `help:"PEM file with its key." name:"clickhouse-key" type:"existingfile" placeholder:"FILE"`
}

// openStore connects to the server of --clickhouse, or to the embedded one of
// the data directory, which it starts unless it runs already. The function
// returned closes the connection and stops what was started.
func (f *storeFlags) openStore(ctx context.Context, std streams) (*clickhouse.Store, func(), error) {
	if f.ClickHouse != "" {
		db, err := clickhouse.OpenTLS(ctx, f.ClickHouse, clickhouse.TLS{CAFile: f.CA, CertFile: f.Cert, KeyFile: f.Key})
		if _, ok := errors.AsType[*clickhouse.SettingsError](err); ok {
			err = usageError{err}
		}
		if err != nil {
			return nil, nil, err
		}
		return db, func() { db.Close() }, nil
	}
	return f.openEmbedded(ctx, std, (*embedded.Server).DSN)
}

// openReader is openStore with rights to read only, and an error where there is
// no store yet.
func (f *storeFlags) openReader(ctx context.Context, std streams) (*clickhouse.Store, func(), error) {
	if f.ClickHouse != "" {
		return f.openStore(ctx, std)
	}
	if _, err := os.Stat(filepath.Join(f.DataDir, "clickhouse")); errors.Is(err, os.ErrNotExist) {
		return nil, nil, usageError{fmt.Errorf("there is no store in %s; huifang analyze makes one, --data-dir names another", f.DataDir)}
	}
	return f.openEmbedded(ctx, std, (*embedded.Server).ReaderDSN)
}

func (f *storeFlags) openEmbedded(ctx context.Context, std streams, dsn func(*embedded.Server) string) (*clickhouse.Store, func(), error) {
	server, err := embedded.Open(ctx, f.DataDir, embedded.Options{Notes: std.err})
	if err != nil {
		return nil, nil, fmt.Errorf("embedded ClickHouse: %w", err)
	}
	return connectEmbedded(ctx, std, server, dsn(server))
}

// connectEmbedded connects to a server. The function returned closes the
// connection and stops the server where this process started it.
func connectEmbedded(ctx context.Context, std streams, server *embedded.Server, dsn string) (*clickhouse.Store, func(), error) {
	stop := func() {
		// The run may have been interrupted; the server is stopped in order all
		// the same.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			fmt.Fprintln(std.err, "huifang: embedded ClickHouse:", err)
		}
	}
	db, err := clickhouse.Open(ctx, dsn)
	if err != nil {
		stop()
		return nil, nil, fmt.Errorf("embedded ClickHouse: %w", err)
	}
	return db, func() { db.Close(); stop() }, nil
}
