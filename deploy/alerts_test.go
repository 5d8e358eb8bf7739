package deploy_test

import (
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb/chunkenc"
	"github.com/prometheus/prometheus/tsdb/chunks"
	"github.com/prometheus/prometheus/util/annotations"
)

// An hour of metrics, one value a minute in the notation of promtool, and the
// alerts that fire at its end. Of what is not named nothing is wrong.
var situations = []struct {
	name string
	// gone is a service that no replica of is left.
	gone   string
	series []string
	fire   []string
}{
	{"all is well", "", nil, nil},
	{"a replica does not answer", "", []string{`up{job="huifang",instance="a"} 1x50 0x10`}, []string{"HuifangReplicaDown"}},
	{"a replica did not answer for a minute", "", []string{`up{job="huifang",instance="a"} 1x50 0 1x9`}, nil},
	{"another job is down", "", []string{`up{job="other",instance="a"} 0x60`}, nil},
	{"no replica lands calls", "land", nil, []string{"HuifangServiceMissing"}},
	{"calls wait and none is finished", "", []string{
		`huifang_lag_records{service="tag",topic="huifang.extract",partition="0"} 0x30 7x30`,
		`huifang_records_total{service="tag",lane="live",result="delivered"} 0+10x30 300x30`,
	}, []string{"HuifangStalled"}},
	{"calls wait and none was ever finished", "", []string{
		`huifang_lag_records{service="tag",topic="huifang.extract",partition="0"} 7x60`,
	}, []string{"HuifangStalled"}},
	{"calls wait and are finished", "", []string{
		`huifang_lag_records{service="tag",topic="huifang.extract",partition="0"} 7x60`,
		`huifang_records_total{service="tag",lane="live",result="delivered"} 0+10x60`,
	}, nil},
	{"nothing to do", "", []string{
		`huifang_lag_records{service="tag",topic="huifang.extract",partition="0"} 0x60`,
		`huifang_records_total{service="tag",lane="live",result="delivered"} 300x60`,
	}, nil},
	{"live calls wait", "", []string{
		`huifang_lag_records{service="land",topic="huifang.analyzed",partition="0"} 600x60`,
		`huifang_lag_records{service="land",topic="huifang.analyzed",partition="1"} 600x60`,
		`huifang_records_total{service="land",lane="live",result="delivered"} 0+10x60`,
	}, []string{"HuifangLiveLag"}},
	{"the back-load waits", "", []string{
		`huifang_lag_records{service="land",topic="huifang.analyzed.backload",partition="0"} 90000x60`,
		`huifang_records_total{service="land",lane="backload",result="delivered"} 0+10x60`,
	}, nil},
	{"calls are stored late", "", []string{
		`huifang_land_age_seconds_bucket{lane="live",le="300"} 0+1x60`,
		`huifang_land_age_seconds_bucket{lane="live",le="900"} 0+10x60`,
		`huifang_land_age_seconds_bucket{lane="live",le="+Inf"} 0+10x60`,
	}, []string{"HuifangSlowToStore"}},
	{"the first dead letter there ever was", "", []string{
		`huifang_records_total{service="tag",lane="live",result="dead_letter"} _x55 1x5`,
	}, []string{"HuifangDeadLetters"}},
	{"one dead letter more", "", []string{
		`huifang_records_total{service="tag",lane="live",result="dead_letter"} 4x55 5x5`,
	}, []string{"HuifangDeadLetters"}},
	{"dead letters of long ago", "", []string{
		`huifang_records_total{service="tag",lane="live",result="dead_letter"} 4x60`,
	}, nil},
	{"retention was faster than a reader", "", []string{
		`huifang_gap_records_total{service="land",topic="huifang.analyzed"} _x55 1200x5`,
	}, []string{"HuifangGap"}},
	{"deliveries are tried again", "", []string{
		`huifang_deliver_retries_total{service="land"} 0x40 0+2x20`,
	}, []string{"HuifangRetries"}},
	{"commits fail", "", []string{
		`huifang_commits_total{service="land",result="failed"} 0x45 0+1x15`,
	}, []string{"HuifangCommitsFail"}},
	{"a group that does not come to rest", "", []string{
		`huifang_generations_total{service="land",instance="a"} 0+1x60`,
		`huifang_generations_total{service="land",instance="b"} 0+1x60`,
	}, []string{"HuifangRebalances"}},
	{"one replica was started anew", "", []string{
		`huifang_generations_total{service="land",instance="a"} 1x50 2x5 3x5`,
		`huifang_generations_total{service="land",instance="b"} 1x50 _x5 1x5`,
	}, nil},
}

func TestAlertsFire(t *testing.T) {
	groups, errs := rulefmt.ParseFile("prometheus/rules.yml", false, model.UTF8Validation, parser.NewParser(parser.Options{}), slog.New(slog.DiscardHandler))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	tried := map[string]bool{}
	for _, s := range situations {
		t.Run(s.name, func(t *testing.T) {
			db := database{}
			for _, service := range []string{"segment", "tag", "land"} {
				if service != s.gone {
					db.add(t, fmt.Sprintf(`huifang_lag_records{service=%q,topic="huifang.z",partition="9"} 0x60`, service))
				}
			}
			for _, series := range s.series {
				db.add(t, series)
			}
			var fire []string
			for _, r := range groups.Groups[0].Rules {
				if db.fires(t, &r) {
					fire = append(fire, r.Alert)
					tried[r.Alert] = true
				}
			}
			if !slices.Equal(fire, s.fire) {
				t.Errorf("alerts %v, want %v", fire, s.fire)
			}
		})
	}
	for _, r := range groups.Groups[0].Rules {
		if !tried[r.Alert] {
			t.Errorf("%s never fires", r.Alert)
		}
	}
}

// database holds series from minute 0 on.
type database []storage.Series

func (db *database) add(t *testing.T, series string) {
	t.Helper()
	lset, values, err := parser.NewParser(parser.Options{}).ParseSeriesDesc(series)
	if err != nil {
		t.Fatalf("%s: %v", series, err)
	}
	var list []chunks.Sample
	for i, v := range values {
		if !v.Omitted {
			list = append(list, sample{minute(i).UnixMilli(), v.Value})
		}
	}
	*db = append(*db, storage.NewListSeries(lset, list))
}

func minute(n int) time.Time { return time.Unix(0, 0).Add(time.Duration(n) * time.Minute) }

// end is the last minute.
const end = 60

// fires says whether r holds for some labels at the end and all through its for.
func (db database) fires(t *testing.T, r *rulefmt.Rule) bool {
	t.Helper()
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 1e6, Timeout: time.Minute, Parser: parser.NewParser(parser.Options{})})
	defer engine.Close()
	held := map[string]int{}
	wait := int(time.Duration(r.For) / time.Minute)
	for n := end - wait; n <= end; n++ {
		query, err := engine.NewInstantQuery(t.Context(), db, nil, r.Expr, minute(n))
		if err != nil {
			t.Fatal(err)
		}
		result := query.Exec(t.Context())
		vector, err := result.Vector()
		if err != nil {
			t.Fatalf("%s: %v", r.Alert, err)
		}
		for _, s := range vector {
			held[s.Metric.String()]++
		}
		query.Close()
	}
	for _, n := range held {
		if n == wait+1 {
			return true
		}
	}
	return false
}

// Querier returns what selects from the series.
func (db database) Querier(int64, int64) (storage.Querier, error) {
	return &storage.MockQuerier{SelectMockFunction: func(_ bool, _ *storage.SelectHints, matchers ...*labels.Matcher) storage.SeriesSet {
		var found []storage.Series
		for _, s := range db {
			if !slices.ContainsFunc(matchers, func(m *labels.Matcher) bool { return !m.Matches(s.Labels().Get(m.Name)) }) {
				found = append(found, s)
			}
		}
		slices.SortFunc(found, func(a, b storage.Series) int { return labels.Compare(a.Labels(), b.Labels()) })
		return &seriesSet{of: found}
	}}, nil
}

// seriesSet goes through series.
type seriesSet struct {
	of   []storage.Series
	next int
}

func (s *seriesSet) Next() bool         { s.next++; return s.next <= len(s.of) }
func (s *seriesSet) At() storage.Series { return s.of[s.next-1] }
func (s *seriesSet) Err() error         { return nil }

func (s *seriesSet) Warnings() annotations.Annotations { return nil }

// sample is a value at a time in milliseconds.
type sample struct {
	t int64
	v float64
}

func (s sample) T() int64                      { return s.t }
func (s sample) ST() int64                     { return 0 }
func (s sample) F() float64                    { return s.v }
func (s sample) H() *histogram.Histogram       { return nil }
func (s sample) FH() *histogram.FloatHistogram { return nil }
func (s sample) Type() chunkenc.ValueType      { return chunkenc.ValFloat }
func (s sample) Copy() chunks.Sample           { return s }
