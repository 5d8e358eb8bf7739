package monitor_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"huifang/pipeline/monitor"
)

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

func TestServer(t *testing.T) {
	var away atomic.Bool
	ready := monitor.Checks{
		"kafka": func(context.Context) error {
			if away.Load() {
				return errors.New("no broker answers")
			}
			return nil
		},
		"clickhouse": func(context.Context) error { return nil },
	}
	s, err := monitor.Start("127.0.0.1:0", monitor.NewRegistry("huifang 1.2"), monitor.Checks{}, ready)
	if err != nil {
		t.Fatal(err)
	}
	url := "http://" + s.Address()
	if code, body := get(t, url+"/healthz"); code != http.StatusOK {
		t.Errorf("healthz %d %s", code, body)
	}
	if code, body := get(t, url+"/readyz"); code != http.StatusOK || body != "ok   clickhouse\nok   kafka\n" {
		t.Errorf("readyz %d %s", code, body)
	}
	away.Store(true)
	if code, body := get(t, url+"/readyz"); code != http.StatusServiceUnavailable || body != "ok   clickhouse\nFAIL kafka: no broker answers\n" {
		t.Errorf("readyz %d %s", code, body)
	}
	if code, body := get(t, url+"/metrics"); code != http.StatusOK || !strings.Contains(body, `huifang_build_info{version="huifang 1.2"} 1`) ||
		!strings.Contains(body, "go_goroutines ") {
		t.Errorf("metrics %d %s", code, body)
	}
	if _, err := monitor.Start(s.Address(), monitor.NewRegistry(""), nil, nil); err == nil {
		t.Error("a second server took the same port")
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(url + "/healthz"); err == nil {
		t.Error("answers after its end")
	}
}
