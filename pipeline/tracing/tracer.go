package tracing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Config says where spans go.
type Config struct {
	// Endpoint is the URL of a collector that takes OTLP over HTTP, as
	// http://collector:4318; without a path /v1/traces is meant. Empty turns
	// tracing off. Headers for the collector are taken from
	// OTEL_EXPORTER_OTLP_HEADERS.
	Endpoint string
	// ServiceName and Version name this process.
	ServiceName, Version string
	// Ratio is the share of calls to follow, 0 to 1, of those that come without
	// a decision.
	Ratio float64
	// Log is told when the collector is away and when it is back; required
	// where Endpoint is set.
	Log *slog.Logger
}

// Tracer makes spans. Its methods are safe for concurrent use; those of a nil
// Tracer do nothing.
type Tracer struct {
	tracer trace.Tracer
}

// Open returns a tracer, nil where tracing is off, and a function that sends
// what is left and ends it. It does not connect: a collector that is away is no
// error.
func Open(ctx context.Context, cfg Config) (*Tracer, func(context.Context) error, error) {
	if cfg.Endpoint == "" {
		return nil, func(context.Context) error { return nil }, nil
	}
	if cfg.Ratio < 0 || cfg.Ratio > 1 {
		return nil, nil, fmt.Errorf("share of calls to trace %g is not between 0 and 1", cfg.Ratio)
	}
	if cfg.Log == nil {
		return nil, nil, errors.New("tracing without a log")
	}
	u, err := url.Parse(cfg.Endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, nil, fmt.Errorf("trace collector %q is not of the form http://host:port", cfg.Endpoint)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = "/v1/traces"
	}
	otlp, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(u.String()))
	if err != nil {
		return nil, nil, fmt.Errorf("trace collector: %w", err)
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(&exporter{SpanExporter: otlp, log: cfg.Log}),
		sdktrace.WithSampler(sdktrace.ParentBased(sdktrace.TraceIDRatioBased(cfg.Ratio))),
		sdktrace.WithResource(resource.NewSchemaless(
			attribute.String("service.name", cfg.ServiceName), attribute.String("service.version", cfg.Version),
		)),
	)
	return New(provider), provider.Shutdown, nil
}

// New returns a tracer over a provider that the caller ends.
func New(p trace.TracerProvider) *Tracer {
	return &Tracer{tracer: p.Tracer("huifang/pipeline")}
}

// Start begins a span below that of ctx, or a trace where there is none, and
// returns a context with it.
func (t *Tracer) Start(ctx context.Context, name string) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	ctx, span := t.tracer.Start(ctx, name)
	return ctx, Span{span}
}

// Receive begins the span of a service that takes up m, in the trace that m came
// with, and returns a context with it.
func (t *Tracer) Receive(ctx context.Context, service string, m *kafka.Message) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	ctx = propagation.TraceContext{}.Extract(ctx, headers{&m.Headers})
	ctx, span := t.tracer.Start(ctx, service, trace.WithSpanKind(trace.SpanKindConsumer))
	if span.IsRecording() {
		span.SetAttributes(
			attribute.String("messaging.system", "kafka"),
			attribute.String("messaging.destination.name", m.Topic),
			attribute.Int("messaging.destination.partition.id", m.Partition),
			attribute.Int64("messaging.kafka.offset", m.Offset),
		)
	}
	return ctx, Span{span}
}
