package clickhouse

import (
	"testing"

	"huifang/schemas"
)

// BenchmarkLand stores slices of 500 calls of 24 turns, all annotated.
func BenchmarkLand(b *testing.B) {
	s := store(b)
	calls := samples(500)
	b.ReportAllocs()
	n := int64(0)
	for b.Loop() {
		n++
		land(b, s, n, calls...)
	}
	b.ReportMetric(float64(n)*500/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkRow is the part of landing a call that needs no server.
func BenchmarkRow(b *testing.B) {
	c := sampleCall(0, schemas.LevelRed)
	columns := analysisColumns()
	b.ReportAllocs()
	for b.Loop() {
		r, err := newRow(c, at(1))
		if err != nil {
			b.Fatal(err)
		}
		for _, column := range columns {
			column.value(r)
		}
	}
}
