package clickhouse

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"huifang/schemas"
)

// landUntilKilled lands the samples in slices, over and over, and reports each
// slice on standard output.
func landUntilKilled(dsn string) error {
	ctx := context.Background()
	s, err := Open(ctx, dsn)
	if err != nil {
		return err
	}
	calls := samples(200)
	for n := int64(1); ; n++ {
		for i := 0; i < len(calls); i += 40 {
			if err := s.Land(ctx, calls[i:i+40], at(n)); err != nil {
				return err
			}
			fmt.Println("landed")
		}
	}
}

func TestKilledWriter(t *testing.T) {
	s := store(t)
	land(t, s, 1, samples(200)...)
	clean := checksumWithoutTimes(t, s)
	if err := s.conn.Exec(t.Context(), "TRUNCATE TABLE huifang.analyses"); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for kill := range 4 {
		writer := exec.Command(self, writerSubcommand, server.DSN())
		writer.Stderr = os.Stderr
		out, err := writer.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		for range kill + 1 {
			if _, err := lines.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Duration(kill) * 3 * time.Millisecond)
		if err := writer.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = writer.Wait()
		checkWhole(t, s)
	}
	land(t, s, 1_000_000, samples(200)...)
	if again := checksumWithoutTimes(t, s); again != clean {
		t.Errorf("after kills and a rerun:\n%s\nwant, as after one clean run:\n%s", again, clean)
	}
}

// checkWhole fails where a call is there in part.
func checkWhole(t *testing.T, s *Store) {
	t.Helper()
	for what, query := range map[string]string{
		"turns":     fmt.Sprintf("SELECT count() FROM (SELECT count() AS n FROM huifang.turns GROUP BY call_id) WHERE n != %d", sampleTurns),
		"keywords":  "SELECT count() FROM (SELECT count() AS n FROM huifang.keywords GROUP BY call_id) WHERE n != 2",
		"duplicate": "SELECT toUInt64(count() - uniqExact(call_id)) FROM huifang.calls",
	} {
		if n := number(t, s, query); n != 0 {
			t.Errorf("%d calls are not whole (%s)", n, what)
		}
	}
}

// checksumWithoutTimes is checksum of what does not depend on when a call was
// analysed.
func checksumWithoutTimes(t *testing.T, s *Store) string {
	t.Helper()
	all := ""
	for _, r := range relations() {
		columns := "*"
		if r.name == "calls" || r.name == "alerts" {
			columns = "* EXCEPT analyzed_at"
		}
		all += fmt.Sprintf("%s %x\n", r.name,
			number(t, s, "SELECT sum(cityHash64(toString(tuple("+columns+")))) FROM huifang."+r.name))
	}
	return all
}

// TestReaderSeesWholeCalls reads while calls are analysed again and again, with
// and without findings.
func TestReaderSeesWholeCalls(t *testing.T) {
	s := store(t)
	red, green := samplesOf(60, schemas.LevelRed), samplesOf(60, schemas.LevelGreen)
	land(t, s, 1, red...)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		for n := int64(2); ctx.Err() == nil; n++ {
			calls := red
			if n%2 == 0 {
				calls = green
			}
			if err := s.Land(context.WithoutCancel(ctx), calls, at(n)); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for range 40 {
		checkWhole(t, s)
		if n := number(t, s, "SELECT count() FROM huifang.calls"); n != 60 {
			t.Errorf("%d calls, want 60", n)
		}
		if n := number(t, s, "SELECT count() FROM (SELECT count() AS n FROM huifang.signals GROUP BY call_id) WHERE n != 3"); n != 0 {
			t.Errorf("%d calls have some of their signals", n)
		}
		// One insert is one slice: all of its calls change at once.
		if n := number(t, s, "SELECT count() FROM huifang.alerts"); n != 0 && n != 60 {
			t.Errorf("%d of 60 calls have an alert", n)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func samplesOf(n int, level string) []*schemas.Call {
	calls := make([]*schemas.Call, n)
	for i := range calls {
		calls[i] = sampleCall(i, level)
	}
	return calls
}
