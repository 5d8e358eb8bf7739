package clickhouse

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// authority makes certificates for tests.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{}
	cert, key := a.issue(t, "authority", func(c *x509.Certificate) {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage = true, true, x509.KeyUsageCertSign
	})
	var err error
	if a.cert, err = x509.ParseCertificate(cert); err != nil {
		t.Fatal(err)
	}
	a.key, a.file = key, writePEM(t, "CERTIFICATE", cert)
	return a
}

// issue signs a certificate; the first one, which has no authority yet, by
// itself.
func (a *authority) issue(t *testing.T, name string, with func(*x509.Certificate)) ([]byte, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	with(c)
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	return der, key
}

// client returns the files of a certificate for clients.
func (a *authority) client(t *testing.T) (certFile, keyFile string) {
	t.Helper()
	cert, key := a.issue(t, "huifang", func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	})
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return writePEM(t, "CERTIFICATE", cert), writePEM(t, "PRIVATE KEY", der)
}

func writePEM(t *testing.T, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// encrypted serves the test server with TLS under the name ch1.bank.example to
// clients with a certificate of a, and returns its address.
func encrypted(t *testing.T, a *authority) string {
	t.Helper()
	cert, key := a.issue(t, "ch1", func(c *x509.Certificate) { c.DNSNames = []string{"ch1.bank.example"} })
	trusted := x509.NewCertPool()
	trusted.AddCert(a.cert)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{{Certificate: [][]byte{cert}, PrivateKey: key}},
		ClientAuth:   tls.RequireAndVerifyClientCert, ClientCAs: trusted,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	plain := address(t, server).Host
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go relay(client, plain)
		}
	}()
	return l.Addr().String()
}

// relay joins client with the server at address until one of them ends. A client
// that is refused in the handshake fails in the first copy.
func relay(client net.Conn, address string) {
	defer client.Close()
	server, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		_, _ = io.Copy(server, client)
		_ = server.(*net.TCPConn).CloseWrite()
	}()
	_, _ = io.Copy(client, server)
}

func TestTLS(t *testing.T) {
	if server == nil {
		t.Skip(noServer)
	}
	ours, other := newAuthority(t), newAuthority(t)
	cert, key := ours.client(t)
	strangerCert, strangerKey := other.client(t)
	u := address(t, server)
	plainDSN := u.String()
	u.Host = encrypted(t, ours)
	dsn := u.String() + "&secure=true&tls_server_name=ch1.bank.example"

	s, err := OpenTLS(t.Context(), dsn, TLS{ours.file, cert, key})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	land(t, s, 1, samples(3)...)
	if n := number(t, s, "SELECT count() FROM calls WHERE call_id < 'call-000003'"); n != 3 {
		t.Errorf("%d calls", n)
	}
	for name, c := range map[string]struct {
		dsn  string
		tls  TLS
		want string
	}{
		"unknown authority":      {dsn, TLS{other.file, cert, key}, "unknown authority"},
		"no client certificate":  {dsn, TLS{CAFile: ours.file}, "certificate required"},
		"certificate of another": {dsn, TLS{ours.file, strangerCert, strangerKey}, "unknown certificate authority"},
		"name of another":        {strings.Replace(dsn, "ch1.", "ch2.", 1), TLS{ours.file, cert, key}, "ch2.bank.example"},
		"files without TLS":      {plainDSN, TLS{CAFile: ours.file}, "secure=true"},
		"certificate alone":      {dsn, TLS{CAFile: ours.file, CertFile: cert}, "both"},
		"key of another":         {dsn, TLS{ours.file, cert, strangerKey}, "client certificate"},
		"no PEM":                 {dsn, TLS{CAFile: os.Args[0]}, "no PEM certificate"},
		"no file":                {dsn, TLS{CAFile: ours.file + "x"}, "no such file"},
	} {
		s, err := OpenTLS(t.Context(), c.dsn, c.tls)
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
