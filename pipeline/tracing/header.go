package tracing

import (
	"context"
	"slices"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// Inject returns hs with the trace of ctx in place of any other that they name.
// Where ctx has none, hs are returned as they are: then the trace goes on behind
// this service. hs are not changed.
func Inject(ctx context.Context, hs []kafka.Header) []kafka.Header {
	if !trace.SpanContextFromContext(ctx).IsValid() {
		return hs
	}
	var format propagation.TraceContext
	kept := make([]kafka.Header, 0, len(hs)+1)
	for _, h := range hs {
		if !slices.Contains(format.Fields(), h.Key) {
			kept = append(kept, h)
		}
	}
	format.Inject(ctx, headers{&kept})
	return kept
}

// Headers returns those of hs that carry a trace.
func Headers(hs []kafka.Header) []kafka.Header {
	var own []kafka.Header
	for _, h := range hs {
		if slices.Contains(propagation.TraceContext{}.Fields(), h.Key) {
			own = append(own, h)
		}
	}
	return own
}

// headers carries a trace in the headers of a message; it is a
// propagation.TextMapCarrier.
type headers struct {
	of *[]kafka.Header
}

// Get returns the first value of key, empty for none.
func (h headers) Get(key string) string {
	for _, have := range *h.of {
		if have.Key == key {
			return string(have.Value)
		}
	}
	return ""
}

// Set sets the value of key.
func (h headers) Set(key, value string) {
	for i := range *h.of {
		if (*h.of)[i].Key == key {
			(*h.of)[i].Value = []byte(value)
			return
		}
	}
	*h.of = append(*h.of, kafka.Header{Key: key, Value: []byte(value)})
}

// Keys lists the keys.
func (h headers) Keys() []string {
	keys := make([]string, len(*h.of))
	for i, have := range *h.of {
		keys[i] = have.Key
	}
	return keys
}
