package client_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"huifang/pipeline/kafka/client"
)

// certificate writes a certificate for 127.0.0.1 that signs itself, and its key.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "broker"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, kind string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret)
}

func TestOpenChecksSettings(t *testing.T) {
	cert, key := certificate(t)
	_, otherKey := certificate(t)
	text := filepath.Join(t.TempDir(), "text.pem")
	if err := os.WriteFile(text, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	good := func(change func(*client.Config)) client.Config {
		c := client.Config{Brokers: []string{"kafka1:9092", "[::1]:9093"}}
		change(&c)
		return c
	}
	for _, tc := range []struct {
		name, want string
		cfg        client.Config
	}{
		{"none", "no Kafka brokers", client.Config{}},
		{"no port", `"kafka1" is not of the form host:port`, client.Config{Brokers: []string{"kafka1"}}},
		{"second broker", `":9092" is not`, good(func(c *client.Config) { c.Brokers[1] = ":9092" })},
		{"port 0", `"kafka1:0" is not`, client.Config{Brokers: []string{"kafka1:0"}}},
		{"port too high", `"kafka1:99999" is not`, client.Config{Brokers: []string{"kafka1:99999"}}},
		{"url", `is not of the form host:port`, client.Config{Brokers: []string{"kafka://kafka1:9092"}}},
		{"time-out", "negative", good(func(c *client.Config) { c.Timeout = -1 })},
		{"TLS off", "TLS is off", good(func(c *client.Config) { c.TLS.CAFile = cert })},
		{"no such file", "no such file", good(func(c *client.Config) { c.TLS = client.TLS{Enabled: true, CAFile: text + "x"} })},
		{"not PEM", "holds no PEM certificate", good(func(c *client.Config) { c.TLS = client.TLS{Enabled: true, CAFile: text} })},
		{"key without certificate", "both", good(func(c *client.Config) { c.TLS = client.TLS{Enabled: true, KeyFile: key} })},
		{"certificate without key", "both", good(func(c *client.Config) { c.TLS = client.TLS{Enabled: true, CertFile: cert} })},
		{"key of another", "does not match", good(func(c *client.Config) { c.TLS = client.TLS{Enabled: true, CertFile: cert, KeyFile: otherKey} })},
		{"mechanism", `"GSSAPI" is none of`, good(func(c *client.Config) { c.SASL = client.SASL{Mechanism: "GSSAPI", User: "u", Password: "p"} })},
		{"no mechanism", "no mechanism", good(func(c *client.Config) { c.SASL.User = "u" })},
		{"no password", "needs a user and a password", good(func(c *client.Config) { c.SASL = client.SASL{Mechanism: client.SASLPlain, User: "u"} })},
		{"no user", "needs a user and a password", good(func(c *client.Config) { c.SASL = client.SASL{Mechanism: client.SASLScramSHA256, Password: "p"} })},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := client.Open(tc.cfg); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%v, want %q", err, tc.want)
			}
		})
	}
	full := good(func(c *client.Config) {
		c.TLS = client.TLS{Enabled: true, CAFile: cert, CertFile: cert, KeyFile: key, ServerName: "kafka"}
		c.SASL = client.SASL{Mechanism: client.SASLScramSHA512, User: "u", Password: "p"}
	})
	c, err := client.Open(full)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
}

func TestWarnings(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		cfg        client.Config
	}{
		{"nothing", "", client.Config{}},
		{"plain", "password crosses", client.Config{SASL: client.SASL{Mechanism: client.SASLPlain}}},
		{"scram", "calls cross", client.Config{SASL: client.SASL{Mechanism: client.SASLScramSHA256}}},
		{"plain over TLS", "", client.Config{TLS: client.TLS{Enabled: true}, SASL: client.SASL{Mechanism: client.SASLPlain}}},
	} {
		got := strings.Join(tc.cfg.Warnings(), "\n")
		if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}
