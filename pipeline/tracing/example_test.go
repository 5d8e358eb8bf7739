package tracing_test

import (
	"context"
	"fmt"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/tracing"
)

// A service opens a tracer once. For each record it receives, it works below the
// record's span, gives what it writes the trace, and ends the span when that is
// acknowledged.
func Example() {
	ctx := context.Background()
	tracer, end, err := tracing.Open(ctx, tracing.Config{Endpoint: "", ServiceName: "huifang-tag", Ratio: 0.01})
	if err != nil {
		panic(err)
	}
	defer func() { _ = end(ctx) }()

	in := &kafka.Message{Topic: "huifang.extract", Headers: []kafka.Header{
		{Key: "traceparent", Value: []byte("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")},
	}}
	ctx, span := tracer.Receive(ctx, "tag,assess,mask", in)
	out := kafka.Message{Topic: "huifang.analyzed", Headers: tracing.Inject(ctx, in.Headers)}
	span.End(nil) // once out is acknowledged

	// Tracing is off here; the trace goes on behind this service.
	fmt.Printf("%s: %s\n", out.Headers[0].Key, out.Headers[0].Value)
	// Output: traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
}
