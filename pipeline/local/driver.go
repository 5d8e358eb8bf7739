package local

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"huifang/pipeline"
	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// Config says what a run works with. All fields but Drain and
// Progress are required.
type Config struct {
	Parser *ingest.Parser
	Split  ingest.SplitOptions
	Chain  *pipeline.Chain
	Sink   Sink
	// Workers is the number of chunks parsed and annotated at a time.
	Workers int
	// Drain is how long work under way may take after ctx has ended; 0 lets it
	// take as long as the sink needs.
	Drain time.Duration
	// Progress, where set, is called by one goroutine after each chunk.
	Progress func(Progress)
}

// Progress is how far a run has come.
type Progress struct {
	// Bytes of input are done, in units as they were read.
	Bytes     int64
	Calls     int
	Unchanged int
	Rejected  int
}

// Result is what a run did. Calls counts all that were read, of which Analyzed
// were annotated and landed, Unchanged were stored already, and Repeated came
// a second time in this run with equal content.
type Result struct {
	Calls     int
	Analyzed  int
	Unchanged int
	Repeated  int
	Rejected  int
}

// Run reads paths ("-" is standard input) and lands every call. When ctx ends
// it stops reading, lands what is under way and returns ctx's cause beside the
// result so far; what was not read, or not landed within Config.Drain, is left
// for the next run. Any other error is one of the sink.
func Run(ctx context.Context, cfg Config, paths []string) (Result, error) {
	// Work under way is finished when the caller gives up, but dropped when the
	// sink fails.
	landing, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	defer giveUp()
	defer context.AfterFunc(ctx, func() {
		if cfg.Drain > 0 {
			time.AfterFunc(cfg.Drain, giveUp)
		}
	})()
	group, work := errgroup.WithContext(landing)
	reading, stopReading := context.WithCancelCause(ctx)
	defer stopReading(nil)
	context.AfterFunc(work, func() { stopReading(context.Cause(work)) })

	inFlight := 2*cfg.Workers + 2
	slots := make(chan struct{}, inFlight)
	todo := make(chan *chunk)
	done := make(chan *chunk, inFlight)

	var interrupted error
	group.Go(func() error {
		defer close(todo)
		err := cutChunks(reading, cfg.Split, paths, slots, todo)
		if err != nil && ctx.Err() != nil {
			interrupted = context.Cause(ctx)
			return nil
		}
		return err
	})

	workers, workerCtx := errgroup.WithContext(work)
	for range cfg.Workers {
		workers.Go(func() error {
			for c := range todo {
				if err := process(workerCtx, cfg, c); err != nil {
					return err
				}
				done <- c // never blocks: as many places as slots
			}
			return nil
		})
	}
	group.Go(func() error {
		defer close(done)
		return workers.Wait()
	})

	collect := newCollector(cfg)
	group.Go(func() error {
		return collect.run(work, done, slots)
	})
	err := group.Wait()
	switch {
	case err == nil:
		err = interrupted
	case landing.Err() != nil && errors.Is(err, context.Canceled):
		err = context.Cause(ctx)
	}
	return collect.result, err
}

// process parses a chunk's units and annotates the calls that are not stored
// yet.
func process(ctx context.Context, cfg Config, c *chunk) error {
	for _, u := range c.units {
		parsed := cfg.Parser.Parse(u)
		c.rejections = append(c.rejections, parsed.Rejections...)
		for _, call := range parsed.Calls {
			c.calls = append(c.calls, chunkCall{Call: call})
		}
		c.bytes += int64(len(u.Data))
	}
	c.units = nil
	if len(c.calls) == 0 {
		return nil
	}
	unchanged, err := cfg.Sink.Unchanged(ctx, c.plainCalls(), cfg.Chain.Version())
	if err != nil {
		return fmt.Errorf("ask which calls are stored: %w", err)
	}
	var todo []*schemas.Call
	for i := range c.calls {
		if c.calls[i].unchanged = unchanged[i]; !unchanged[i] {
			todo = append(todo, c.calls[i].Call)
		}
	}
	failures := cfg.Chain.RunAll(ctx, todo)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for i := range c.calls {
		if !c.calls[i].unchanged {
			c.calls[i].failure, failures = failures[0], failures[1:]
		}
	}
	return nil
}
