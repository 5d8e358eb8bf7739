package tracing_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/segmentio/kafka-go"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"huifang/pipeline/tracing"
)

// recorder returns a tracer and where its spans are found.
func recorder(t *testing.T, s sdktrace.Sampler) (*tracing.Tracer, *tracetest.InMemoryExporter) {
	t.Helper()
	spans := tracetest.NewInMemoryExporter()
	p := sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans), sdktrace.WithSampler(sdktrace.ParentBased(s)))
	t.Cleanup(func() { _ = p.Shutdown(context.WithoutCancel(t.Context())) })
	return tracing.New(p), spans
}

// hops takes a call over three services, each with its own tracer, and returns
// the headers that it comes out with.
func hops(t *testing.T, load, stage, land *tracing.Tracer) []kafka.Header {
	t.Helper()
	other := kafka.Header{Key: "huifang-entered", Value: []byte("2026-03-01T08:00:00Z")}
	ctx, span := load.Start(t.Context(), "load")
	m := kafka.Message{Topic: "huifang.calls", Partition: 3, Offset: 41, Headers: tracing.Inject(ctx, []kafka.Header{other})}
	span.End(nil)

	ctx, span = stage.Receive(t.Context(), "segment,extract", &m)
	m = kafka.Message{Topic: "huifang.extract", Partition: 3, Offset: 40, Headers: tracing.Inject(ctx, m.Headers)}
	span.End(nil)

	_, span = land.Receive(t.Context(), "land", &m)
	span.End(errors.New("refused"))
	if !slices.ContainsFunc(m.Headers, func(h kafka.Header) bool { return h.Key == other.Key && bytes.Equal(h.Value, other.Value) }) {
		t.Error("another header was lost")
	}
	return m.Headers
}

func TestTraceOverHops(t *testing.T) {
	load, first := recorder(t, sdktrace.AlwaysSample())
	stage, second := recorder(t, sdktrace.NeverSample()) // the decision came with the message
	land, third := recorder(t, sdktrace.NeverSample())
	hops(t, load, stage, land)

	spans := slices.Concat(first.GetSpans(), second.GetSpans(), third.GetSpans())
	if len(spans) != 3 {
		t.Fatalf("%d spans", len(spans))
	}
	for i, want := range []string{"load", "segment,extract", "land"} {
		if spans[i].Name != want {
			t.Errorf("span %d is %s", i, spans[i].Name)
		}
		if spans[i].SpanContext.TraceID() != spans[0].SpanContext.TraceID() {
			t.Errorf("%s is of another trace", want)
		}
		if i > 0 && spans[i].Parent.SpanID() != spans[i-1].SpanContext.SpanID() {
			t.Errorf("%s does not follow on the one before", want)
		}
	}
	attributes := map[string]string{}
	for _, a := range spans[1].Attributes {
		attributes[string(a.Key)] = a.Value.String()
	}
	if attributes["messaging.destination.name"] != "huifang.calls" || attributes["messaging.destination.partition.id"] != "3" ||
		attributes["messaging.kafka.offset"] != "41" {
		t.Errorf("attributes %v", attributes)
	}
	if spans[1].Status.Code != codes.Unset || spans[2].Status.Code != codes.Error || spans[2].Status.Description != "refused" {
		t.Errorf("status %v and %v", spans[1].Status, spans[2].Status)
	}
}

// That a call is not followed is decided once, too.
func TestTraceNotSampled(t *testing.T) {
	load, first := recorder(t, sdktrace.NeverSample())
	stage, second := recorder(t, sdktrace.AlwaysSample())
	land, third := recorder(t, sdktrace.AlwaysSample())
	hops(t, load, stage, land)
	if n := len(first.GetSpans()) + len(second.GetSpans()) + len(third.GetSpans()); n != 0 {
		t.Errorf("%d spans", n)
	}
}

// A service with tracing off hands the trace on.
func TestTracePastServiceThatIsOff(t *testing.T) {
	load, first := recorder(t, sdktrace.AlwaysSample())
	land, third := recorder(t, sdktrace.NeverSample())
	hops(t, load, nil, land)
	a, b := first.GetSpans(), third.GetSpans()
	if len(a) != 1 || len(b) != 1 || b[0].Parent.SpanID() != a[0].SpanContext.SpanID() {
		t.Errorf("spans %v and %v", a, b)
	}
	if hs := hops(t, nil, nil, nil); len(hs) != 1 {
		t.Errorf("headers of a trace that never was: %v", hs)
	}
}

func TestInjectLeavesItsArgument(t *testing.T) {
	tr, _ := recorder(t, sdktrace.AlwaysSample())
	ctx, span := tr.Start(t.Context(), "load")
	defer span.End(nil)
	hs := []kafka.Header{{Key: "traceparent", Value: []byte("old")}, {Key: "tracestate", Value: []byte("a=1")}, {Key: "x"}}
	got := tracing.Inject(ctx, hs)
	if string(hs[0].Value) != "old" || len(hs) != 3 {
		t.Errorf("changed: %v", hs)
	}
	if len(got) != 2 || got[0].Key != "x" || got[1].Key != "traceparent" || string(got[1].Value) == "old" {
		t.Errorf("got %v", got)
	}
}

func FuzzReceive(f *testing.F) {
	f.Add("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1")
	f.Add("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "")
	f.Add("ff-é", "=,,")
	p := sdktrace.NewTracerProvider()
	tr := tracing.New(p)
	f.Fuzz(func(t *testing.T, parent, state string) {
		m := kafka.Message{Headers: []kafka.Header{{Key: "traceparent", Value: []byte(parent)}, {Key: "tracestate", Value: []byte(state)}}}
		ctx, span := tr.Receive(t.Context(), "stage", &m)
		defer span.End(nil)
		// Whatever came in, what goes out is a trace.
		i := slices.IndexFunc(tracing.Inject(ctx, m.Headers), func(h kafka.Header) bool { return h.Key == "traceparent" && len(h.Value) == 55 })
		if i < 0 {
			t.Errorf("no trace goes out after %q", parent)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	for _, cfg := range []tracing.Config{
		{Endpoint: "collector:4318", Ratio: 1, Log: log},
		{Endpoint: "ftp://collector", Ratio: 1, Log: log},
		{Endpoint: "http://", Ratio: 1, Log: log},
		{Endpoint: "http://collector:4318", Ratio: 1.1, Log: log},
		{Endpoint: "http://collector:4318", Ratio: -0.1, Log: log},
		{Endpoint: "http://collector:4318", Ratio: 1},
	} {
		if _, _, err := tracing.Open(t.Context(), cfg); err == nil {
			t.Errorf("%+v was taken", cfg)
		}
	}
}

func TestOpenOff(t *testing.T) {
	tr, end, err := tracing.Open(t.Context(), tracing.Config{})
	if tr != nil || err != nil {
		t.Fatalf("%v, %v", tr, err)
	}
	if err := end(t.Context()); err != nil {
		t.Error(err)
	}
}

// The collector gets spans in protobuf; that it refuses them is logged once.
func TestOpenSends(t *testing.T) {
	bodies := make(chan string, 1)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s, %v", r.URL, err)
		}
		bodies <- string(body)
	}))
	defer collector.Close()
	var out bytes.Buffer
	send := func(endpoint string) {
		t.Helper()
		tr, end, err := tracing.Open(t.Context(), tracing.Config{
			Endpoint: endpoint, ServiceName: "huifang-land", Ratio: 1, Log: slog.New(slog.NewTextHandler(&out, nil)),
		})
		if err != nil {
			t.Fatal(err)
		}
		_, span := tr.Start(t.Context(), "insert calls")
		span.End(nil)
		if err := end(t.Context()); err != nil {
			t.Error(err)
		}
	}
	send(collector.URL)
	if body := <-bodies; !strings.Contains(body, "insert calls") || !strings.Contains(body, "huifang-land") || out.Len() > 0 {
		t.Errorf("body %q, log %s", body, out.String())
	}
	refuses := httptest.NewServer(http.NotFoundHandler())
	defer refuses.Close()
	send(refuses.URL)
	if strings.Count(out.String(), "traces are dropped") != 1 {
		t.Errorf("log %s", out.String())
	}
}

func TestOffAllocatesNothing(t *testing.T) {
	var tr *tracing.Tracer
	m := &kafka.Message{Headers: []kafka.Header{{Key: "traceparent", Value: []byte("x")}}}
	ctx := t.Context()
	if n := testing.AllocsPerRun(100, func() { record(ctx, tr, m) }); n != 0 {
		t.Errorf("%g allocations a record", n)
	}
}

// record is what a service does for each record.
func record(ctx context.Context, tr *tracing.Tracer, m *kafka.Message) []kafka.Header {
	ctx, span := tr.Receive(ctx, "stage", m)
	hs := tracing.Inject(ctx, m.Headers)
	span.End(nil)
	return hs
}

func BenchmarkRecord(b *testing.B) {
	m := &kafka.Message{Topic: "huifang.calls", Headers: []kafka.Header{{Key: "huifang-entered", Value: []byte("x")}}}
	for name, tr := range map[string]*tracing.Tracer{
		"off":         nil,
		"not sampled": tracing.New(sdktrace.NewTracerProvider(sdktrace.WithSampler(sdktrace.NeverSample()))),
		"sampled":     tracing.New(sdktrace.NewTracerProvider()),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				record(b.Context(), tr, m)
			}
		})
	}
}

func TestHeadersAreThoseOfTheTrace(t *testing.T) {
	parent, other := kafka.Header{Key: "traceparent", Value: []byte("00-1-2-01")}, kafka.Header{Key: "customer", Value: []byte("王")}
	got := tracing.Headers([]kafka.Header{other, parent})
	if len(got) != 1 || got[0].Key != parent.Key {
		t.Errorf("headers %v", got)
	}
}
