package main

import (
	"context"
	"io"
	"log/slog"
	"time"

	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/monitor"
	"huifang/pipeline/tracing"
)

// serviceFlags are those of the commands that run until they are stopped.
type serviceFlags struct {
	kafkaFlags
	consumerFlags
	Monitor   string     `help:"Address of /metrics, /healthz and /readyz, as :9464; nothing listens without it." placeholder:"ADDRESS"`
	LogFormat string     `help:"text or json." enum:"text,json" default:"text"`
	LogLevel  slog.Level `help:"debug, info, warn or error (default ${default})." default:"info" placeholder:"LEVEL"`
	tracingFlags
}

// tracingFlags say whether calls are followed.
type tracingFlags struct {
	Traces     string  `help:"OpenTelemetry collector that takes traces, as http://host:4318; no traces without it." placeholder:"URL"`
	TraceRatio float64 `help:"Share of calls to trace, 0 to 1 (default ${default})." default:"0.01" placeholder:"SHARE"`
}

// tracer opens the tracer of the process that name tells; the function returned
// sends what is left.
func (f *tracingFlags) tracer(ctx context.Context, name string, log *slog.Logger) (*tracing.Tracer, func(), error) {
	t, end, err := tracing.Open(ctx, tracing.Config{
		Endpoint: f.Traces, ServiceName: "huifang-" + name, Version: version(), Ratio: f.TraceRatio, Log: log,
	})
	if err != nil {
		return nil, nil, usageError{err}
	}
	return t, func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), traceFlush)
		defer cancel()
		if err := end(ctx); err != nil {
			log.Warn("the last traces were not sent", "error", err)
		}
	}, nil
}

// traceFlush bounds the sending of the last traces.
const traceFlush = 3 * time.Second

// consumerFlags say how a service reads its topics.
type consumerFlags struct {
	Group          string        `help:"Consumer group; PREFIX.NAME after the first stage or after land without it." placeholder:"NAME"`
	Workers        int           `help:"Calls to work on at a time; 0 is one a core." default:"0" placeholder:"N"`
	BatchRecords   int           `help:"Most calls that are written at a time; 0 is 200, for land 1000." default:"0" placeholder:"N"`
	InFlight       int64         `help:"Most calls that are read and not written, in MiB of messages (default ${default})." default:"64" placeholder:"MIB"`
	CommitEvery    time.Duration `help:"Longest time between commits of offsets (default ${default})." default:"500ms" placeholder:"TIME"`
	CommitRecords  int           `help:"Most calls between commits of offsets (default ${default})." default:"2000" placeholder:"N"`
	SessionTimeout time.Duration `help:"After this time without a sign of life the group gives the partitions of a service to others (default ${default})." default:"10s" placeholder:"TIME"`
	DrainTimeout   time.Duration `help:"How long calls under way may take when the service is stopped; less than the session time-out (default ${default})." default:"7s" placeholder:"TIME"`
}

// tune fills in what the flags say.
func (f *consumerFlags) tune(cfg consume.Config) consume.Config {
	if f.Group != "" {
		cfg.Group = f.Group
	}
	if f.BatchRecords != 0 {
		cfg.BatchRecords = f.BatchRecords
	}
	cfg.Workers = workers(f.Workers)
	cfg.InFlightBytes = f.InFlight << 20
	cfg.CommitEvery, cfg.CommitRecords = f.CommitEvery, f.CommitRecords
	cfg.Session, cfg.Drain = f.SessionTimeout, f.DrainTimeout
	return cfg
}

// logger writes to w.
func (f *serviceFlags) logger(w io.Writer) (*slog.Logger, error) {
	return monitor.NewLogger(w, f.LogFormat, f.LogLevel)
}
