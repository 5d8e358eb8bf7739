package embedded

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

// cancelTimeout is how long running statements may take to end once they are
// cancelled.
const cancelTimeout = 10 * time.Second

// ServeMain is the server process: it reads its order from standard input, runs
// the engine, and returns once the engine has stopped, which it does when
// standard input ends or on SIGTERM. It takes no arguments. After it returns
// the process must end.
func ServeMain(args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("unexpected argument %q", args[0])
	}
	in := bufio.NewReader(os.Stdin)
	o, err := receiveOrder(in)
	if err != nil {
		return err
	}
	e, err := loadEngine(o.Library)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", state{Port: o.Port}.address())
	if err != nil {
		return err
	}
	defer listener.Close()
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM)
	orphaned := make(chan struct{})
	go func() {
		// The parent writes nothing more; the end of its pipe is the signal.
		_, _ = io.Copy(io.Discard, in)
		close(orphaned)
	}()
	ended := make(chan error, 2)
	go func() { ended <- e.main(o.arguments()) }()
	go func() {
		if err := o.gate().serve(listener); err != nil {
			ended <- err
		}
	}()

	select {
	case err := <-ended:
		return err
	case <-terminate:
	case <-orphaned:
	}
	l := layout{o.Root}
	if err := removeState(l.state()); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), cancelTimeout)
	defer cancel()
	if err := o.cancelStatements(ctx); err != nil {
		return err
	}
	select {
	case <-ended:
		// It ends with the error that its statement was cancelled.
		return nil
	case <-ctx.Done():
		return fmt.Errorf("the engine did not stop in %s", cancelTimeout)
	}
}

// arguments is the engine's command line: open the port, then wait for ever in
// a statement that needs no rights worth having. It wakes up often, since only
// then it sees that it is cancelled.
func (o order) arguments() []string {
	l := layout{o.Root}
	return []string{
		"clickhouse",
		"--path=" + l.store(),
		"--config-file=" + l.config(),
		"--log-level=warning",
		"--listen_host=127.0.0.1",
		"--tcp_port=" + strconv.Itoa(o.EnginePort),
		"--query=SYSTEM START LISTEN TCP; " +
			"SELECT sleepEachRow(0.1) FROM system.numbers SETTINGS max_block_size = 1 FORMAT Null",
	}
}

// gate lets owner and reader in.
func (o order) gate() *gate {
	passwords := maps.Clone(o.Passwords)
	delete(passwords, controlUser)
	return &gate{engine: state{Port: o.EnginePort}.address(), passwords: passwords}
}

// cancelStatements ends all statements, the one that the engine waits in
// included.
func (o order) cancelStatements(ctx context.Context) error {
	conn, err := state{Port: o.EnginePort}.dial(controlUser, o.Passwords[controlUser])
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Exec(ctx, "KILL QUERY WHERE query_id != queryID() SYNC")
}
