package land_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/land"
)

var (
	_ consume.Handler[*land.Item] = (*land.Handler)(nil)
	_ land.Store                  = (*clickhouse.Store)(nil)
)

func TestPrepareRefuses(t *testing.T) {
	halfway := annotated("a", 1)
	delete(halfway.Analysis.Stages, "mask")
	raw := annotated("a", 1)
	raw.Analysis = nil
	for want, r := range map[string]*consume.Record{
		"unexpected end of JSON": {Message: kafka.Message{Value: []byte(`{"id":"a"`)}},
		"has not been through mask: it does not belong in topic huifang.analyzed": record(t, halfway, 1),
		"has not been through segment, mask":                                      record(t, raw, 1),
	} {
		if _, err := handler(t, nil).Prepare(t.Context(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestBatches shows in which inserts batches are landed: an id once in each, in
// order, and what was merely redelivered once.
func TestBatches(t *testing.T) {
	for _, tc := range []struct {
		name    string
		batch   []call
		inserts [][]call
	}{
		{"empty", nil, nil},
		{"different calls", []call{{"a", 1, "1"}, {"b", 1, "1"}}, [][]call{{{"a", 1, "1"}, {"b", 1, "1"}}}},
		{"redelivered", []call{{"a", 1, "1"}, {"b", 1, "1"}, {"a", 1, "1"}}, [][]call{{{"a", 1, "1"}, {"b", 1, "1"}}}},
		{"put in again", []call{{"a", 1, "1"}, {"b", 1, "1"}, {"a", 2, "1"}}, [][]call{{{"a", 1, "1"}, {"b", 1, "1"}}, {{"a", 2, "1"}}}},
		{"stage upgraded", []call{{"a", 1, "1"}, {"a", 1, "2"}}, [][]call{{{"a", 1, "1"}}, {{"a", 1, "2"}}}},
		{"and back", []call{{"a", 1, "1"}, {"a", 1, "2"}, {"a", 1, "1"}}, [][]call{{{"a", 1, "1"}}, {{"a", 1, "2"}}, {{"a", 1, "1"}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.inserts, inserts(t, tc.batch), cmp.AllowUnexported(call{})); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// inserts returns the inserts of a batch.
func inserts(t testing.TB, batch []call) [][]call {
	t.Helper()
	var got [][]call
	h := handler(t, storeFunc(func(insert []call) error {
		got = append(got, insert)
		return nil
	}))
	var records []*consume.Record
	for _, c := range batch {
		variant := annotated(c.id, 1)
		variant.Analysis.Stages["mask"] = c.variant
		records = append(records, record(t, variant, c.second))
	}
	deliver(t, h, records...)
	return got
}

// Whatever stands in a batch, each id has the contents that it had in the batch,
// in that order, one an insert.
func TestInsertsKeepTheOrderOfEachCall(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		batch := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) call {
			return call{
				rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "id"),
				rapid.Int64Range(1, 3).Draw(rt, "second"),
				rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "variant"),
			}
		}), 0, 12).Draw(rt, "batch")
		want, got := map[string][]call{}, map[string][]call{}
		for _, c := range batch {
			if s := want[c.id]; len(s) == 0 || s[len(s)-1] != c {
				want[c.id] = append(s, c)
			}
		}
		for i, insert := range inserts(t, batch) {
			for _, c := range insert {
				if got[c.id] = append(got[c.id], c); len(got[c.id]) != i+1 {
					rt.Fatalf("%v is in insert %d as number %d of its id", c, i, len(got[c.id])-1)
				}
			}
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(call{})); diff != "" {
			rt.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Of each content of an id the one that cannot be stored is refused, wherever it
// is delivered, and no other.
func TestRefused(t *testing.T) {
	registry := prometheus.NewRegistry()
	bad := errors.New("no good")
	h := land.NewHandler(storeFunc(func(insert []call) error {
		var e clickhouse.CallsError
		for _, c := range insert {
			if c.variant == "9" {
				e.Calls = append(e.Calls, &clickhouse.CallError{ID: c.id, Err: bad})
			}
		}
		if len(e.Calls) > 0 {
			return &e
		}
		return nil
	}), chain, land.NewMetrics(registry))
	good, other := record(t, annotated("a", 1), 1), record(t, annotated("b", 1), 1)
	worse := record(t, annotated("a", 9), 2)
	refused, err := h.Deliver(t.Context(), prepare(t, h, good, other, worse, worse, good))
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for i, err := range refused {
		if errors.Is(err, bad) {
			got = append(got, i)
		} else if err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(got, []int{2, 3}) {
		t.Errorf("refused are %v", got)
	}
	bytes := float64(2*len(good.Value) + len(other.Value))
	for name, want := range map[string]float64{"huifang_land_insert_rows_total": 3, "huifang_land_insert_bytes_total": bytes} {
		if got := value(t, registry, name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if n, err := testutil.GatherAndCount(registry, "huifang_land_insert_seconds", "huifang_land_age_seconds"); err != nil || n != 2 {
		t.Errorf("%d histograms: %v", n, err)
	}
}

// value returns the value of a counter.
func value(t *testing.T, r *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			return f.GetMetric()[0].GetCounter().GetValue()
		}
	}
	t.Fatalf("there is no %s", name)
	return 0
}

// What the store refuses for good it refuses in the real one, too.
func TestUnmaskedCallsAreRefused(t *testing.T) {
	s := empty(t)
	h := handler(t, s)
	open := annotated("open", 1)
	open.Analysis.Masked = false
	refused, err := h.Deliver(t.Context(), prepare(t, h, record(t, annotated("a", 1), 1), record(t, open, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if refused[0] != nil || refused[1] == nil || !strings.Contains(refused[1].Error(), "not masked") {
		t.Errorf("refused %v", refused)
	}
	if got := query(t, s, "SELECT call_id FROM huifang.calls"); !slices.Equal(got, []string{"a"}) {
		t.Errorf("stored are %v", got)
	}
}
