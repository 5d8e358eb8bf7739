package stage

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics count what stages do beyond what the consumer counts.
type Metrics struct {
	alerts  *prometheus.CounterVec
	seconds *prometheus.HistogramVec
}

// NewMetrics registers the metrics with r.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		alerts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huifang_stage_alerts_total",
			Help: "Alert events written, repetitions after a redelivery included.",
		}, []string{"level"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "huifang_stage_seconds",
			Help:    "Time that a stage took for a call.",
			Buckets: prometheus.ExponentialBuckets(0.00005, 2, 16),
		}, []string{"stage"}),
	}
	r.MustRegister(m.alerts, m.seconds)
	return m
}

// took notes the time of a stage.
func (m *Metrics) took(stage string, d time.Duration) {
	m.seconds.WithLabelValues(stage).Observe(d.Seconds())
}
