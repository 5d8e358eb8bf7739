package stage_test

import (
	"testing"

	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/stages"
)

// BenchmarkPrepare is what the whole chain in one service costs a call.
func BenchmarkPrepare(b *testing.B) {
	h := handler(b, chain(b, 0, len(stages.Names())), &recorder{})
	var records []*consume.Record
	for _, c := range corpus(b) {
		records = append(records, put(b, c, topic.Live))
	}
	for i := 0; b.Loop(); i++ {
		if _, err := h.Prepare(b.Context(), records[i%len(records)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWire is the part of it that goes into reading and writing JSON: of
// the call as it comes in, and as it goes out.
func BenchmarkWire(b *testing.B) {
	var in, out []*consume.Record
	whole := chain(b, 0, len(stages.Names()))
	for _, c := range corpus(b) {
		r := put(b, c, topic.Live)
		in = append(in, r)
		out = append(out, &consume.Record{Message: through(b, whole, r)[0]})
	}
	for _, bc := range []struct {
		name    string
		records []*consume.Record
	}{{"raw", in}, {"annotated", out}} {
		calls := 0
		b.Run(bc.name+"/decode", func(b *testing.B) {
			bytes := 0
			for calls = 0; b.Loop(); calls++ {
				m := &bc.records[calls%len(bc.records)].Message
				bytes += len(m.Value)
				if _, _, err := message.Decode(m); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(bytes)/float64(calls), "bytes/call")
		})
		b.Run(bc.name+"/encode", func(b *testing.B) {
			for calls = 0; b.Loop(); calls++ {
				b.StopTimer()
				c, meta, err := message.Decode(&bc.records[calls%len(bc.records)].Message)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := message.Encode(c, meta); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
