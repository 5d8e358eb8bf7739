package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// healthCommand asks a service how it is, for container engines that run a
// command to find out.
type healthCommand struct {
	URL string `arg:"" optional:"" name:"url" help:"What to ask (default ${default})." default:"http://127.0.0.1:9464/healthz" env:"HUIFANG_HEALTH_URL"`
}

// healthTimeout bounds the answer.
const healthTimeout = 5 * time.Second

// Help is shown below the flags.
func (*healthCommand) Help() string {
	return `Prints the checks of a service started with --monitor; ends with 0 where all are
well, else with 3.

Examples:
  huifang health
  huifang health http://127.0.0.1:9464/readyz`
}

// Run prints the answer and fails unless it is that all is well.
func (cmd *healthCommand) Run(ctx context.Context, std streams) error {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, cmd.URL, nil)
	if err != nil {
		return usageError{err}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s\n%s", cmd.URL, answer.Status, strings.TrimSpace(string(body)))
	}
	_, err = std.out.Write(body)
	return err
}
