package client

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"

	"github.com/segmentio/kafka-go/sasl"
	"github.com/segmentio/kafka-go/sasl/plain"
	"github.com/segmentio/kafka-go/sasl/scram"
)

// config reads the files and returns the settings of the connection, nil where
// TLS is off.
func (t TLS) config() (*tls.Config, error) {
	if !t.Enabled {
		if t.CAFile != "" || t.CertFile != "" || t.KeyFile != "" || t.ServerName != "" {
			return nil, errors.New("there are settings of TLS for Kafka, but TLS is off")
		}
		return nil, nil
	}
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.ServerName}
	if t.CAFile != "" {
		pem, err := os.ReadFile(t.CAFile)
		if err != nil {
			return nil, fmt.Errorf("authorities of TLS: %w", err)
		}
		cfg.RootCAs = x509.NewCertPool()
		if !cfg.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("authorities of TLS: %s holds no PEM certificate", t.CAFile)
		}
	}
	if (t.CertFile == "") != (t.KeyFile == "") {
		return nil, errors.New("a client certificate of TLS needs both a certificate and a key")
	}
	if t.CertFile != "" {
		pair, err := tls.LoadX509KeyPair(t.CertFile, t.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("client certificate of TLS: %w", err)
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return cfg, nil
}

// mechanism returns the mechanism, nil for none.
func (s SASL) mechanism() (sasl.Mechanism, error) {
	var hash scram.Algorithm
	switch s.Mechanism {
	case "":
		if s.User != "" || s.Password != "" {
			return nil, errors.New("there is a SASL user or password for Kafka, but no mechanism")
		}
		return nil, nil
	case SASLPlain:
	case SASLScramSHA256:
		hash = scram.SHA256
	case SASLScramSHA512:
		hash = scram.SHA512
	default:
		return nil, fmt.Errorf("SASL mechanism %q is none of %s, %s, %s", s.Mechanism, SASLPlain, SASLScramSHA256, SASLScramSHA512)
	}
	if s.User == "" || s.Password == "" {
		return nil, fmt.Errorf("SASL mechanism %s needs a user and a password", s.Mechanism)
	}
	if hash == nil {
		return plain.Mechanism{Username: s.User, Password: s.Password}, nil
	}
	return scram.Mechanism(hash, s.User, s.Password)
}
