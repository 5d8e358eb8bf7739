package kafkatest

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"huifang/pipeline/kafka/client"
)

//go:embed pom.xml server.properties log4j2.properties
var files embed.FS

// clusterID is that of every broker of tests.
const clusterID = "aHVpZmFuZy1mb3ItdGVzdA"

// startLimit bounds a start.
const startLimit = time.Minute

// ApacheOptions of StartApache.
type ApacheOptions struct {
	// Properties go before those of server.properties.
	Properties map[string]string
	// Listeners are added to the plain one, as SASL_SSL.
	Listeners []string
	// Format are further arguments of the tool that prepares the folder, such as
	// --add-scram.
	Format []string
	// Advertised is the address that clients are told to use in place of the
	// plain listener's; empty for the listener itself.
	Advertised string
	// Port of the plain listener; 0 for any that is free.
	Port int
}

// ApacheBroker is a running Apache Kafka. Its methods are for one goroutine.
type ApacheBroker struct {
	// Address is that of the plain listener, Listeners those of further ones by
	// name.
	Address   string
	Listeners map[string]string

	dir, libs string
	cmd       *exec.Cmd
	exited    chan struct{}
}

// StartApache runs Apache Kafka until the test ends. It skips the test where
// that is not possible on this machine.
func StartApache(t testing.TB, o ApacheOptions) *ApacheBroker {
	t.Helper()
	libs, err := jars()
	if errors.Is(err, errUnavailable) && os.Getenv("HUIFANG_KAFKA_REQUIRED") == "" {
		t.Skip("not run on Apache Kafka: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := &ApacheBroker{dir: t.TempDir(), libs: libs, Listeners: map[string]string{}}
	if err := b.configure(o); err != nil {
		t.Fatal(err)
	}
	if err := b.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Kill)
	return b
}

// configure writes the settings and prepares the folder of the data.
func (b *ApacheBroker) configure(o ApacheOptions) error {
	ports, err := freePorts(2 + len(o.Listeners))
	if err != nil {
		return err
	}
	if o.Port != 0 {
		ports[0] = o.Port
	}
	local := func(i int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(ports[i])) }
	b.Address = local(0)
	advertised := []string{"PLAINTEXT://" + b.Address}
	if o.Advertised != "" {
		advertised[0] = "PLAINTEXT://" + o.Advertised
	}
	listeners := []string{"PLAINTEXT://" + b.Address, "CONTROLLER://" + local(1)}
	for i, name := range o.Listeners {
		b.Listeners[name] = local(2 + i)
		listeners = append(listeners, name+"://"+local(2+i))
		advertised = append(advertised, name+"://"+local(2+i))
	}
	properties := map[string]string{
		"listeners":                strings.Join(listeners, ","),
		"advertised.listeners":     strings.Join(advertised, ","),
		"controller.quorum.voters": "1@" + local(1),
		"log.dirs":                 filepath.Join(b.dir, "data"),
	}
	maps.Copy(properties, o.Properties)
	text, err := files.ReadFile("server.properties")
	if err != nil {
		return err
	}
	var all strings.Builder
	for line := range strings.Lines(string(text)) {
		key, _, _ := strings.Cut(line, "=")
		if _, replaced := properties[key]; !replaced {
			all.WriteString(line)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		fmt.Fprintf(&all, "%s=%s\n", key, strings.ReplaceAll(properties[key], "\n", `\n`))
	}
	logging, err := files.ReadFile("log4j2.properties")
	if err != nil {
		return err
	}
	err = errors.Join(
		os.WriteFile(b.settings(), []byte(all.String()), 0o600),
		os.WriteFile(filepath.Join(b.dir, "log4j2.properties"), logging, 0o600),
	)
	if err != nil {
		return err
	}
	format := append([]string{"kafka.tools.StorageTool", "format", "-t", clusterID, "-c", b.settings()}, o.Format...)
	if out, err := b.java(format...).CombinedOutput(); err != nil {
		return fmt.Errorf("format the folder of Apache Kafka: %w\n%s", err, out)
	}
	return nil
}

func (b *ApacheBroker) settings() string { return filepath.Join(b.dir, "server.properties") }

func (b *ApacheBroker) log() string { return filepath.Join(b.dir, "broker.log") }

func (b *ApacheBroker) java(args ...string) *exec.Cmd {
	cmd := exec.Command("java", append([]string{
		"-Xms64m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true",
		"-Dlog4j2.configurationFile=" + filepath.Join(b.dir, "log4j2.properties"),
		"-cp", filepath.Join(b.libs, "*"),
	}, args...)...)
	cmd.SysProcAttr = dieWithTest()
	return cmd
}

// Start runs the broker on what it holds, and returns once it answers.
func (b *ApacheBroker) Start() error {
	log, err := os.OpenFile(b.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	b.cmd, b.exited = b.java("kafka.Kafka", b.settings()), make(chan struct{})
	b.cmd.Stdout, b.cmd.Stderr = log, log
	if err := b.cmd.Start(); err != nil {
		return err
	}
	go func(cmd *exec.Cmd, exited chan struct{}) {
		// How it ended is of interest only while it starts, and then in the log.
		_ = cmd.Wait()
		close(exited)
	}(b.cmd, b.exited)
	return b.waitReady()
}

func (b *ApacheBroker) waitReady() error {
	c, err := client.Open(client.Config{Brokers: []string{b.Address}, Timeout: time.Second})
	if err != nil {
		return err
	}
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	for {
		if err = c.Ping(ctx); err == nil {
			return nil
		}
		select {
		case <-b.exited:
			out, readErr := os.ReadFile(b.log())
			return errors.Join(fmt.Errorf("broker ended while it started\n%s", out[max(0, len(out)-3000):]), readErr)
		case <-ctx.Done():
			b.Kill()
			return fmt.Errorf("broker does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Kill ends the broker with SIGKILL; Start brings it back. It does nothing to one
// that has ended.
func (b *ApacheBroker) Kill() {
	_ = b.cmd.Process.Kill()
	<-b.exited
}

// Signal sends a signal, such as SIGSTOP for a broker that hangs.
func (b *ApacheBroker) Signal(s os.Signal) error { return b.cmd.Process.Signal(s) }

// freePorts returns ports of 127.0.0.1 that were free just now.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
