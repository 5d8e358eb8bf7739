package client_test

import (
	"context"
	"crypto/tls"
	"os"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
)

// With the right password over TLS calls go in and come out; with a wrong one, or
// an authority that is not trusted, nothing does.
func TestTLSAndSASLOnKfake(t *testing.T) {
	certFile, keyFile := certificate(t)
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, mechanism := range []string{client.SASLPlain, client.SASLScramSHA256, client.SASLScramSHA512} {
		t.Run(mechanism, func(t *testing.T) {
			address := kafkatest.StartFake(t,
				kfake.TLS(&tls.Config{Certificates: []tls.Certificate{pair}}),
				kfake.EnableSASL(), kfake.Superuser(mechanism, "huifang", "right"))
			// It ends the connection where a password is wrong, which might be a
			// restart as well.
			secured(t, address, certFile, mechanism, false)
		})
	}
}

// A broker that asks for a certificate does not come to like its absence.
func TestCertificateIsAskedFor(t *testing.T) {
	certFile, keyFile := certificate(t)
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	address := kafkatest.StartFake(t, kfake.TLS(&tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequireAnyClientCert}))
	cfg := client.Config{Brokers: []string{address}, TLS: client.TLS{Enabled: true, CAFile: certFile}}
	if err := ping(t, cfg); err == nil || client.Retryable(err) {
		t.Errorf("without a certificate: %v", err)
	}
	cfg.TLS.CertFile, cfg.TLS.KeyFile = certFile, keyFile
	if err := ping(t, cfg); err != nil {
		t.Errorf("with a certificate: %v", err)
	}
}

// Apache Kafka says that a password is wrong, so that it is told from trouble
// that passes.
func TestTLSAndSASLOnApache(t *testing.T) {
	certFile, keyFile := certificate(t)
	text := func(file string) string {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	b := kafkatest.StartApache(t, kafkatest.ApacheOptions{
		Listeners: []string{"SECURE"},
		Format:    []string{"--add-scram", "SCRAM-SHA-512=[name=huifang,password=right]"},
		Properties: map[string]string{
			"listener.security.protocol.map":                      "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
			"sasl.enabled.mechanisms":                             "PLAIN,SCRAM-SHA-512",
			"listener.name.secure.plain.sasl.jaas.config":         `org.apache.kafka.common.security.plain.PlainLoginModule required user_huifang="right";`,
			"listener.name.secure.scram-sha-512.sasl.jaas.config": `org.apache.kafka.common.security.scram.ScramLoginModule required;`,
			"listener.name.secure.ssl.keystore.type":              "PEM",
			"listener.name.secure.ssl.keystore.certificate.chain": text(certFile),
			"listener.name.secure.ssl.keystore.key":               text(keyFile),
		},
	})
	for _, mechanism := range []string{client.SASLPlain, client.SASLScramSHA512} {
		t.Run(mechanism, func(t *testing.T) { secured(t, b.Listeners["SECURE"], certFile, mechanism, true) })
	}
}

// secured tests the listener at address; told says whether it gives the reason
// for which it lets nobody in.
func secured(t *testing.T, address, certFile, mechanism string, told bool) {
	cfg := client.Config{
		Brokers: []string{address}, TLS: client.TLS{Enabled: true, CAFile: certFile},
		SASL: client.SASL{Mechanism: mechanism, User: "huifang", Password: "right"}, Timeout: 5 * time.Second,
	}
	c := open(t, cfg)
	name := "x." + mechanism
	apply(t, c, 1, name)
	p := client.NewProducer(c)
	defer p.Close()
	if err := p.Write(t.Context(), []kafka.Message{{Topic: name, Key: []byte("k"), Value: []byte("v")}}); err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := c.Scan(t.Context(), name, func(*kafka.Message) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("%d records, %v", n, err)
	}

	wrong := cfg
	wrong.SASL.Password = "wrong"
	if err := ping(t, wrong); err == nil || told && client.Retryable(err) {
		t.Errorf("wrong password: %v", err)
	}
	untrusted := cfg
	untrusted.TLS.CAFile, _ = certificate(t)
	if err := ping(t, untrusted); err == nil || client.Retryable(err) {
		t.Errorf("authority not trusted: %v", err)
	}
}

func open(t *testing.T, cfg client.Config) *client.Client {
	t.Helper()
	c, err := client.Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func ping(t *testing.T, cfg client.Config) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return open(t, cfg).Ping(ctx)
}
