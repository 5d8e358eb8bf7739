package tracing

import (
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// Span is one service's share in a trace. The zero Span is none. It is passed by
// value, and End may be called from another goroutine than the one that began
// it; a span that is never ended is not sent.
type Span struct {
	span trace.Span
}

// End ends the span; err, where not nil, is why the work on it failed for good.
func (s Span) End(err error) {
	if s.span == nil {
		return
	}
	if err != nil {
		s.span.SetStatus(codes.Error, err.Error())
	}
	s.span.End()
}
