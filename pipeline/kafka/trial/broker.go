package trial

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"
	"github.com/twmb/franz-go/pkg/kfake"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/topic"
)

// ErrInUse is returned by Start where another process runs a broker on the
// directory.
var ErrInUse = errors.New("another process runs the broker of this data directory")

// ErrNotRunning is returned by Find where no broker runs.
var ErrNotRunning = errors.New("no broker runs on this data directory: start one with huifang up, or name a cluster with --brokers")

// user is the one user of the broker.
const user = "huifang"

// minSession is the shortest session time-out that a group may have.
const minSession = time.Second

// Find takes the lock for a moment where it is free; Start waits that long.
const (
	lockPatience = time.Second
	lockPoll     = 50 * time.Millisecond
)

// Broker is a running broker.
type Broker struct {
	cluster *kfake.Cluster
	lock    *flock.Flock
	state   state
}

// state is the content of broker.json.
type state struct {
	Address  string `json:"address"`
	Password string `json:"password"`
	// Cluster tells this broker from one on a directory made anew, to which
	// nothing has been sent yet.
	Cluster string `json:"cluster"`
}

// Start runs a broker on dataDir until Stop, at the address of the last start
// where that is free. It fails with ErrInUse where another process runs one.
func Start(dataDir string) (*Broker, error) {
	root := filepath.Join(dataDir, "kafka")
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	lock := flock.New(lockFile(root), flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), lockPatience)
	defer cancel()
	free, err := lock.TryLockContext(ctx, lockPoll)
	switch {
	case free:
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("%s: %w", root, ErrInUse)
	default:
		return nil, fmt.Errorf("lock the broker's directory: %w", err)
	}
	b := &Broker{lock: lock}
	if err := b.start(root); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return b, nil
}

func (b *Broker) start(root string) error {
	known, err := readState(root)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if known.Password == "" {
		known.Password = rand.Text()
	}
	if known.Cluster == "" {
		known.Cluster = rand.Text()
	}
	options := func(port int) []kfake.Opt {
		return []kfake.Opt{
			kfake.NumBrokers(1), kfake.ClusterID(known.Cluster), kfake.Ports(port), kfake.DataDir(filepath.Join(root, "data")), kfake.SyncWrites(),
			kfake.EnableSASL(), kfake.Superuser(client.SASLPlain, user, known.Password), kfake.GroupMinSessionTimeout(minSession),
		}
	}
	if port := known.port(); port != 0 && portFree(port) {
		b.cluster, err = kfake.NewCluster(options(port)...)
	}
	if b.cluster == nil {
		b.cluster, err = kfake.NewCluster(options(0)...)
	}
	if err != nil {
		return fmt.Errorf("broker: %w", err)
	}
	known.Address = b.cluster.ListenAddrs()[0]
	b.state = known
	if err := known.write(root); err != nil {
		b.cluster.Close()
		return err
	}
	return nil
}

// KeepAll makes topics keep all of their records: once the broker has removed
// every record of a partition and is started again, it counts offsets from 0,
// below those that groups have committed, and records could be passed over.
func KeepAll(specs []topic.Spec) {
	for _, s := range specs {
		s.Config["retention.ms"] = "-1"
	}
}

// Config says how to reach the broker.
func (b *Broker) Config() client.Config { return b.state.config() }

// Stop ends the broker; what it holds stays.
func (b *Broker) Stop() error {
	b.cluster.Close()
	return b.lock.Unlock()
}

// Find says how to reach the broker that another process runs on dataDir. It
// fails with ErrNotRunning where there is none.
func Find(dataDir string) (client.Config, error) {
	root := filepath.Join(dataDir, "kafka")
	s, err := readState(root)
	if errors.Is(err, fs.ErrNotExist) {
		return client.Config{}, fmt.Errorf("%s: %w", root, ErrNotRunning)
	}
	if err != nil {
		return client.Config{}, err
	}
	lock := flock.New(lockFile(root))
	free, err := lock.TryRLock()
	if err != nil {
		return client.Config{}, fmt.Errorf("look whether a broker runs: %w", err)
	}
	if free {
		return client.Config{}, errors.Join(fmt.Errorf("%s: %w", root, ErrNotRunning), lock.Unlock())
	}
	return s.config(), nil
}

func lockFile(root string) string { return filepath.Join(root, "lock") }

func stateFile(root string) string { return filepath.Join(root, "broker.json") }

func readState(root string) (state, error) {
	var s state
	data, err := os.ReadFile(stateFile(root))
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, fmt.Errorf("%s: %w", stateFile(root), err)
	}
	return s, nil
}

// write replaces broker.json at once.
func (s state) write(root string) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	next := stateFile(root) + ".new"
	f, err := os.OpenFile(next, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	// Without it a power failure could leave an empty file under the name.
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(next, stateFile(root))
}

func (s state) config() client.Config {
	return client.Config{
		Brokers: []string{s.Address}, ClientID: "huifang",
		SASL: client.SASL{Mechanism: client.SASLPlain, User: user, Password: s.Password},
	}
}

// port is the port of the last start, 0 for none.
func (s state) port() int {
	_, port, err := net.SplitHostPort(s.Address)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return 0
	}
	return n
}

func portFree(port int) bool {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return false
	}
	return l.Close() == nil
}
