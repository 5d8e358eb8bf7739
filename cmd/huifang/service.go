package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"huifang/pipeline"
	"huifang/pipeline/backoff"
	"huifang/pipeline/clickhouse"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/land"
	"huifang/pipeline/kafka/stage"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/monitor"
	"huifang/pipeline/tracing"
)

// service is a process that consumes topics until it is stopped: one consumer
// or, in huifang up, several.
type service struct {
	flags    *serviceFlags
	client   *client.Client
	producer *client.Producer
	layout   topic.Layout
	log      *slog.Logger
	registry *prometheus.Registry
	metrics  *consume.Metrics
	tracer   *tracing.Tracer
	// flush sends the last traces.
	flush func()
	// topics are those that the consumers read and write.
	topics []string

	mu sync.Mutex
	// consumers are those that have been added, by name. Health checks may ask
	// for them while the service is still starting.
	consumers map[string]consumer
	// checks are what must hold, beside the consumers, for the service to be
	// ready.
	checks monitor.Checks
}

// consumer is a consume.Runner of some handler.
type consumer interface {
	Run(ctx context.Context) error
	Ready() error
	Live() error
}

// newService returns a service on the cluster of c, which it closes with close.
// name tells it from others in traces.
func (f *serviceFlags) newService(ctx context.Context, name string, c *client.Client, std streams) (*service, error) {
	log, err := f.logger(std.err)
	if err != nil {
		return nil, usageError{err}
	}
	tracer, flush, err := f.tracer(ctx, name, log)
	if err != nil {
		return nil, err
	}
	registry := monitor.NewRegistry(version())
	return &service{
		flags: f, client: c, producer: client.NewProducer(c, client.WithMetrics(client.NewMetrics(registry))), layout: f.layout(), log: log,
		registry: registry, metrics: consume.NewMetrics(registry), tracer: tracer, flush: flush,
		consumers: map[string]consumer{}, checks: monitor.Checks{},
	}, nil
}

func (s *service) close() {
	// All that was to be written has been acknowledged.
	_ = s.producer.Close()
	s.client.Close()
	s.flush()
}

// addStages adds a consumer that runs chain.
func (s *service) addStages(chain *pipeline.Chain) error {
	names := chain.Names()
	handler, err := stage.NewHandler(chain, s.layout, s.producer, stage.NewMetrics(s.registry))
	if err != nil {
		return usageError{err}
	}
	var sources []consume.Source
	for _, lane := range []topic.Lane{topic.Live, topic.Backload} {
		in, out, err := s.layout.Cut(names, lane)
		if err != nil {
			return usageError{err}
		}
		sources = append(sources, consume.Source{Topic: in, Lane: lane})
		s.topics = append(s.topics, out)
	}
	if names[len(names)-1] == s.layout.Stages[len(s.layout.Stages)-1] {
		s.topics = append(s.topics, s.layout.Alerts())
	}
	// The group goes by the topics read: a service that takes over a stage more
	// goes on where the one before it was.
	return add(s, names[0], sources, consume.Config{}, handler)
}

// addLanding adds a consumer that lands calls in db, without which the service is
// not ready.
func (s *service) addLanding(db *clickhouse.Store) error {
	s.mu.Lock()
	s.checks["clickhouse"] = db.Ping
	s.mu.Unlock()
	handler := land.NewHandler(db, s.layout.Stages, land.NewMetrics(s.registry))
	return add(s, "land", []consume.Source{
		{Topic: s.layout.Analyzed(topic.Live), Lane: topic.Live},
		{Topic: s.layout.Analyzed(topic.Backload), Lane: topic.Backload},
	}, consume.Config{BatchRecords: land.BatchRecords, BatchBytes: land.BatchBytes, Linger: land.Linger}, handler)
}

func add[T any](s *service, name string, sources []consume.Source, cfg consume.Config, h consume.Handler[T]) error {
	for _, source := range sources {
		s.topics = append(s.topics, source.Topic, topic.DeadLetters(source.Topic))
	}
	cfg.Client, cfg.Producer, cfg.Sources = s.client, s.producer, sources
	cfg.Service, cfg.Group = name, s.layout.Prefix+"."+name
	cfg.Log, cfg.Metrics, cfg.Tracer = s.log, s.metrics, s.tracer
	runner, err := consume.New(s.flags.tune(cfg), h)
	if err != nil {
		return usageError{err}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.consumers[name] = runner
	return nil
}

// eachConsumer asks all consumers and joins what is wrong with them.
func (s *service) eachConsumer(ask func(consumer) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all error
	for _, name := range slices.Sorted(maps.Keys(s.consumers)) {
		if err := ask(s.consumers[name]); err != nil {
			all = errors.Join(all, fmt.Errorf("%s: %w", name, err))
		}
	}
	return all
}

// ready says what keeps the service from its work.
func (s *service) ready(ctx context.Context) error {
	s.mu.Lock()
	started, checks := len(s.consumers) > 0, maps.Clone(s.checks)
	s.mu.Unlock()
	if !started {
		return errors.New("still starting")
	}
	all := s.eachConsumer(consumer.Ready)
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		if err := checks[name](ctx); err != nil {
			all = errors.Join(all, fmt.Errorf("%s: %w", name, err))
		}
	}
	return all
}

// run has prepare add the consumers, which may take its time, and consumes until
// ctx ends; it returns once what was under way is done and committed. Health can
// be asked for from the beginning.
func (s *service) run(ctx context.Context, prepare func() error) error {
	if s.flags.Monitor != "" {
		live := func(context.Context) error { return s.eachConsumer(consumer.Live) }
		server, err := monitor.Start(s.flags.Monitor, s.registry, monitor.Checks{"consumers": live}, monitor.Checks{"service": s.ready})
		if err != nil {
			return usageError{err}
		}
		s.log.Info("metrics and health", "address", server.Address())
		defer func() {
			if err := server.Stop(); err != nil {
				s.log.Warn("metrics and health", "error", err)
			}
		}()
	}
	if err := prepare(); err != nil {
		return stopped(ctx, err)
	}
	if err := s.checkTopics(ctx); err != nil {
		return stopped(ctx, err)
	}
	running, ctx := errgroup.WithContext(ctx)
	for _, c := range s.consumers {
		running.Go(func() error { return c.Run(ctx) })
	}
	return running.Wait()
}

// checkTopics waits for a broker and sees that all topics are there: a group
// that is joined before its topics never notices them.
func (s *service) checkTopics(ctx context.Context) error {
	return waitOut(ctx, s.log, "reach Kafka", client.Retryable, func() error {
		missing, err := topic.Missing(ctx, s.client, s.topics)
		if err == nil && len(missing) > 0 {
			err = usageError{fmt.Errorf("topics are missing: %v; huifang topics apply makes them", missing)}
		}
		return err
	})
}

// stopped is err, or nil where it came of the service being stopped.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Pauses between attempts.
const (
	waitFirst   = 200 * time.Millisecond
	waitLongest = 10 * time.Second
)

// waitOut calls f until it succeeds, fails for good or ctx ends.
func waitOut(ctx context.Context, log *slog.Logger, doing string, retryable func(error) bool, f func() error) error {
	pauses := backoff.Backoff{First: waitFirst, Longest: waitLongest}
	for {
		err := f()
		if err == nil || !retryable(err) {
			return err
		}
		log.Warn("trouble, trying again", "doing", doing, "error", err)
		if pauses.Pause(ctx) != nil {
			return err
		}
	}
}
