package stage

import "github.com/prometheus/client_golang/prometheus"

// Metrics count what stages do beyond what the consumer counts.
type Metrics struct {
	alerts *prometheus.CounterVec
}

// NewMetrics registers the metrics with r.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		alerts: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huifang_stage_alerts_total",
			Help: "Alert events written, repetitions after a redelivery included.",
		}, []string{"level"}),
	}
	r.MustRegister(m.alerts)
	return m
}
