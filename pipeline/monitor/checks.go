package monitor

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// checkTimeout bounds a check.
const checkTimeout = 3 * time.Second

// Checks are what must hold, by name. A check returns nil where it holds; it
// must heed its context and be safe for concurrent use.
type Checks map[string]func(context.Context) error

// ServeHTTP runs all checks at once and answers with a line for each.
func (c Checks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTimeout)
	defer cancel()
	names := slices.Sorted(maps.Keys(c))
	results := make([]error, len(names))
	var running sync.WaitGroup
	for i, name := range names {
		running.Go(func() { results[i] = c[name](ctx) })
	}
	running.Wait()
	status := http.StatusOK
	var body strings.Builder
	for i, name := range names {
		if results[i] == nil {
			fmt.Fprintf(&body, "ok   %s\n", name)
			continue
		}
		status = http.StatusServiceUnavailable
		fmt.Fprintf(&body, "FAIL %s: %v\n", name, results[i])
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// The client may be gone.
	_, _ = w.Write([]byte(body.String()))
}
