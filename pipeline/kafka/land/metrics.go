package land

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are about inserts into ClickHouse.
type Metrics struct {
	rows    prometheus.Counter
	bytes   prometheus.Counter
	seconds prometheus.Histogram
	age     *prometheus.HistogramVec
}

// NewMetrics registers the metrics with r.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		rows: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "huifang_land_insert_rows_total",
			Help: "Calls inserted into ClickHouse, one row each, repetitions after a redelivery included.",
		}),
		bytes: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "huifang_land_insert_bytes_total",
			Help: "Bytes of these calls as JSON.",
		}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name:    "huifang_land_insert_seconds",
			Help:    "Time of an insert, waiting out trouble included.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120},
		}),
		age: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "huifang_land_age_seconds",
			Help:    "Time from when a call was put in until it is stored.",
			Buckets: []float64{.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600, 24 * 3600},
		}, []string{"lane"}),
	}
	r.MustRegister(m.rows, m.bytes, m.seconds, m.age)
	return m
}

// inserted counts the items of round that were stored.
func (m *Metrics) inserted(items []*Item, round []int, refused []error, took time.Duration) {
	now := time.Now()
	for _, n := range round {
		if refused[n] != nil {
			continue
		}
		m.rows.Inc()
		m.bytes.Add(float64(items[n].bytes))
		m.age.WithLabelValues(items[n].lane.String()).Observe(now.Sub(items[n].entered).Seconds())
	}
	m.seconds.Observe(took.Seconds())
}
