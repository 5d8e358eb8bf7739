package ingest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestFollowTakesFilesThatHaveSettled looks at a folder at given times.
func TestFollowTakesFilesThatHaveSettled(t *testing.T) {
	root := t.TempDir()
	var skipped []string
	f := follower{
		opts:    FollowOptions{Settle: 10 * time.Second, Skipped: func(file, _ string) { skipped = append(skipped, filepath.Base(file)) }},
		files:   map[string]*followed{},
		skipped: map[string]bool{},
	}
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	put := func(name, content string, modified time.Time) {
		t.Helper()
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, modified, modified); err != nil {
			t.Fatal(err)
		}
	}
	old := start.Add(-time.Hour)
	for _, step := range []struct {
		second int
		change func(now time.Time)
		want   []string
	}{
		{0, func(now time.Time) {
			put("b.json", "{}", old)
			put("a/x.json", "{}", old)
			put("a/x.wav", "RIFF", old)
			put(".hidden.json", "{}", old)
			put("fresh.json", "{", now)
		}, []string{"a/x.json", "b.json"}},
		{5, func(now time.Time) { put("fresh.json", "{}", now) }, nil},
		{14, func(time.Time) {}, nil},
		{15, func(time.Time) {}, []string{"fresh.json"}},
		{60, func(time.Time) {}, nil},
		{61, func(now time.Time) { put("b.json", `{"id":"b"}`, now) }, nil},
		{71, func(time.Time) {}, []string{"b.json"}},
		// A clock of the file server that is ahead delays nothing.
		{80, func(now time.Time) { put("ahead.json", "{}", now.Add(time.Hour)) }, nil},
		{90, func(time.Time) {}, []string{"ahead.json"}},
		{100, func(now time.Time) { put("a/x.meta.json", "{}", now) }, nil},
		{110, func(time.Time) {}, []string{"a/x.json"}},
		{120, func(time.Time) {
			if err := os.Remove(filepath.Join(root, "b.json")); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{130, func(time.Time) { put("b.json", "{}", old) }, []string{"b.json"}},
	} {
		now := start.Add(time.Duration(step.second) * time.Second)
		step.change(now)
		var got []string
		for _, path := range f.look(t.Context(), []string{root, filepath.Join(root, "missing")}, now) {
			got = append(got, strings.TrimPrefix(filepath.ToSlash(strings.TrimPrefix(path, root)), "/"))
		}
		if d := cmp.Diff(step.want, got); d != "" {
			t.Errorf("second %d: %s", step.second, d)
		}
	}
	if d := cmp.Diff([]string{"x.wav"}, skipped); d != "" {
		t.Errorf("passed over: %s", d)
	}
	if len(f.files) != 4 {
		t.Errorf("%d files are remembered, 4 are there", len(f.files))
	}
}

func TestFollowGoesOnUntilItIsStopped(t *testing.T) {
	root := t.TempDir()
	add := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	add("1.json")
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("stop")
	var got []string
	opts := FollowOptions{Every: time.Millisecond, Settle: time.Millisecond}
	err := Follow(ctx, []string{root}, opts, func(files []string) error {
		for _, f := range files {
			got = append(got, filepath.Base(f))
		}
		if len(got) == 3 {
			cancel(stop)
			return nil
		}
		add([]string{"2.json", "3.json"}[len(got)-1])
		return nil
	})
	if !errors.Is(err, stop) {
		t.Errorf("Follow ends with %v", err)
	}
	if d := cmp.Diff([]string{"1.json", "2.json", "3.json"}, got); d != "" {
		t.Error(d)
	}
	if err := Follow(t.Context(), []string{root}, opts, func([]string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("Follow ends with %v, want the error of yield", err)
	}
	if err := Follow(t.Context(), []string{"-"}, opts, nil); err == nil {
		t.Error("standard input is followed")
	}
}
