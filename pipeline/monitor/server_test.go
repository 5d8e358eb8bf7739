package monitor_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"huifang/pipeline/monitor"
)

func start(t *testing.T, live, ready monitor.Checks) (url string) {
	t.Helper()
	s, err := monitor.Start("127.0.0.1:0", prometheus.NewRegistry(), live, ready)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + s.Address()
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func holds(context.Context) error { return nil }

func TestHealth(t *testing.T) {
	fails := func(context.Context) error { return errors.New("no broker answers") }
	for _, tc := range []struct {
		name   string
		checks monitor.Checks
		status int
		body   string
	}{
		{"none", nil, 200, ""},
		{"all hold", monitor.Checks{"kafka": holds, "clickhouse": holds}, 200, "ok   clickhouse\nok   kafka\n"},
		{"one fails", monitor.Checks{"kafka": fails, "clickhouse": holds}, 503, "ok   clickhouse\nFAIL kafka: no broker answers\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for path, url := range map[string]string{
				"/healthz": start(t, tc.checks, nil), "/readyz": start(t, nil, tc.checks),
			} {
				if status, body := get(t, url+path); status != tc.status || body != tc.body {
					t.Errorf("%s: %d %q, want %d %q", path, status, body, tc.status, tc.body)
				}
			}
		})
	}
}

// Many that ask at once share an answer; trouble is seen once it is stale.
func TestAnswersAreShared(t *testing.T) {
	var asked atomic.Int64
	var away atomic.Bool
	url := start(t, nil, monitor.Checks{"kafka": func(context.Context) error {
		asked.Add(1)
		if away.Load() {
			return errors.New("away")
		}
		return nil
	}})
	begin := time.Now()
	var asking sync.WaitGroup
	for range 50 {
		asking.Go(func() {
			if status, body := get(t, url+"/readyz"); status != http.StatusOK {
				t.Errorf("%d %s", status, body)
			}
		})
	}
	asking.Wait()
	if most := 1 + int64(time.Since(begin)/time.Second); asked.Load() > most {
		t.Errorf("asked %d times in %s", asked.Load(), time.Since(begin))
	}
	away.Store(true)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if status, _ := get(t, url+"/readyz"); status == http.StatusServiceUnavailable {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the trouble was never seen")
		}
	}
}

// A check that never returns fails, neither holding the answer back nor being
// started again and again.
func TestCheckThatHangs(t *testing.T) {
	release := make(chan struct{})
	var asked atomic.Int64
	url := start(t, nil, monitor.Checks{
		"clickhouse": holds,
		"kafka": func(context.Context) error {
			asked.Add(1)
			<-release
			return nil
		},
	})
	defer close(release)
	if status, body := get(t, url+"/readyz"); status != http.StatusServiceUnavailable || body != "ok   clickhouse\nFAIL kafka: no answer within 3s\n" {
		t.Errorf("%d %s", status, body)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		_, body := get(t, url+"/readyz")
		if strings.Contains(body, "has not answered") {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("body %s", body)
		}
	}
	if asked.Load() != 1 {
		t.Errorf("the check was started %d times", asked.Load())
	}
}

func TestMetrics(t *testing.T) {
	s, err := monitor.Start("127.0.0.1:0", monitor.NewRegistry("1.2"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + s.Address()
	status, body := get(t, url+"/metrics")
	for _, want := range []string{`huifang_build_info{version="1.2"} 1`, "\ngo_goroutines ", "\nprocess_cpu_seconds_total "} {
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("status %d, no %q in\n%s", status, want, body)
		}
	}
	if status, _ := get(t, url+"/debug/pprof/"); status != http.StatusNotFound {
		t.Errorf("profiles are served: %d", status)
	}
	if _, err := monitor.Start(s.Address(), monitor.NewRegistry(""), nil, nil); err == nil || !strings.Contains(err.Error(), s.Address()) {
		t.Errorf("a second server on the same port: %v", err)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	if resp, err := http.Get(url + "/healthz"); err == nil {
		resp.Body.Close()
		t.Error("answers after its end")
	}
}
