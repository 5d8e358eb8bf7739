package tracing

import (
	"context"
	"log/slog"
	"sync/atomic"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// exporter tells the log when the collector goes away and when it is back. The
// errors would else go to a global handler, one for each batch.
type exporter struct {
	sdktrace.SpanExporter
	log  *slog.Logger
	away atomic.Bool
}

// ExportSpans sends spans; those that cannot be sent are dropped.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	err := e.SpanExporter.ExportSpans(ctx, spans)
	switch {
	case err != nil && !e.away.Swap(true):
		e.log.Warn("traces are dropped", "error", err)
	case err == nil && e.away.Swap(false):
		e.log.Info("traces are sent again")
	}
	return nil
}
