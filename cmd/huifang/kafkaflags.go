package main

import (
	"fmt"
	"os"
	"strings"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/kafka/trial"
	"huifang/pipeline/stages"
)

// kafkaFlags say where the topics are.
type kafkaFlags struct {
	Brokers          []string `help:"Kafka brokers to start from, as host:port; without any, the broker that huifang up runs on the data directory." placeholder:"HOST:PORT"`
	Prefix           string   `help:"First part of all topic and group names (default ${default})." default:"huifang" placeholder:"NAME"`
	TLS              bool     `help:"Connect to Kafka with TLS." name:"tls"`
	TLSCA            string   `help:"PEM file with the authorities to trust; the system's without it." name:"tls-ca" type:"existingfile" placeholder:"FILE"`
	TLSCert          string   `help:"PEM file with a client certificate." name:"tls-cert" type:"existingfile" placeholder:"FILE"`
	TLSKey           string   `help:"PEM file with its key." name:"tls-key" type:"existingfile" placeholder:"FILE"`
	TLSServerName    string   `help:"Name in the brokers' certificate where it is not their host." name:"tls-server-name" placeholder:"NAME"`
	SASLMechanism    string   `help:"PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; none without it." name:"sasl-mechanism" enum:",PLAIN,SCRAM-SHA-256,SCRAM-SHA-512" default:"" placeholder:"NAME"`
	SASLUser         string   `help:"User of SASL." name:"sasl-user" placeholder:"NAME"`
	SASLPassword     string   `help:"Password of SASL; better in the environment or a file." name:"sasl-password" placeholder:"SECRET"`
	SASLPasswordFile string   `help:"File with the password of SASL." name:"sasl-password-file" type:"existingfile" placeholder:"FILE"`
}

// open returns a client of the cluster, or of the broker that huifang up runs on
// dataDir where no cluster is named.
func (f *kafkaFlags) open(std streams, dataDir string) (*client.Client, error) {
	cfg, err := f.config(dataDir)
	if err != nil {
		return nil, usageError{err}
	}
	if len(f.Brokers) > 0 { // the trial broker is on this machine
		for _, warning := range cfg.Warnings() {
			fmt.Fprintln(std.err, "huifang: warning:", warning)
		}
	}
	c, err := client.Open(cfg)
	if err != nil {
		return nil, usageError{err}
	}
	return c, nil
}

func (f *kafkaFlags) config(dataDir string) (client.Config, error) {
	if len(f.Brokers) == 0 {
		return trial.Find(dataDir)
	}
	password, err := f.password()
	if err != nil {
		return client.Config{}, err
	}
	return client.Config{
		Brokers:  f.Brokers,
		ClientID: "huifang",
		TLS: client.TLS{
			Enabled: f.TLS, CAFile: f.TLSCA, CertFile: f.TLSCert, KeyFile: f.TLSKey, ServerName: f.TLSServerName,
		},
		SASL: client.SASL{Mechanism: f.SASLMechanism, User: f.SASLUser, Password: password},
	}, nil
}

func (f *kafkaFlags) password() (string, error) {
	if f.SASLPasswordFile == "" {
		return f.SASLPassword, nil
	}
	if f.SASLPassword != "" {
		return "", fmt.Errorf("--sasl-password and --sasl-password-file exclude each other")
	}
	data, err := os.ReadFile(f.SASLPasswordFile)
	if err != nil {
		return "", err
	}
	return strings.TrimRight(string(data), "\r\n"), nil
}

// layout names the topics.
func (f *kafkaFlags) layout() topic.Layout {
	return topic.Layout{Prefix: f.Prefix, Stages: stages.Names()}
}
