package clickhouse

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
)

// TLS names PEM files for connections whose DSN says secure=true. Under which
// name the server's certificate must be is the DSN's to say, as tls_server_name.
type TLS struct {
	// CAFile holds the authorities to trust; empty stands for the system's.
	CAFile string
	// CertFile and KeyFile hold a client certificate and its key; both or none.
	CertFile, KeyFile string
}

// apply puts what the files hold into cfg, which is nil where the DSN asks for
// no TLS.
func (t TLS) apply(cfg *tls.Config) error {
	if t == (TLS{}) {
		return nil
	}
	if cfg == nil {
		return errors.New("there are files of TLS for ClickHouse, but its DSN does not say secure=true")
	}
	if t.CAFile != "" {
		pem, err := os.ReadFile(t.CAFile)
		if err != nil {
			return fmt.Errorf("authorities of ClickHouse: %w", err)
		}
		cfg.RootCAs = x509.NewCertPool()
		if !cfg.RootCAs.AppendCertsFromPEM(pem) {
			return fmt.Errorf("authorities of ClickHouse: %s holds no PEM certificate", t.CAFile)
		}
	}
	if (t.CertFile == "") != (t.KeyFile == "") {
		return errors.New("a client certificate for ClickHouse needs both a certificate and a key")
	}
	if t.CertFile != "" {
		pair, err := tls.LoadX509KeyPair(t.CertFile, t.KeyFile)
		if err != nil {
			return fmt.Errorf("client certificate for ClickHouse: %w", err)
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return nil
}
