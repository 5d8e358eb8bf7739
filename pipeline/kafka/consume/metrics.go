package consume

import (
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
)

// Results in labels.
const (
	resultDelivered  = "delivered"
	resultDeadLetter = "dead_letter"
	resultCommitted  = "committed"
	resultFailed     = "failed"
)

// Metrics are those of all consumers of a process, told apart by the label
// service.
type Metrics struct {
	records     *prometheus.CounterVec
	batches     *prometheus.HistogramVec
	prepare     *prometheus.HistogramVec
	deliver     *prometheus.HistogramVec
	retries     *prometheus.CounterVec
	commits     *prometheus.CounterVec
	generations *prometheus.CounterVec
	gaps        *prometheus.CounterVec
	inFlight    *prometheus.GaugeVec
	lag         *prometheus.GaugeVec
}

// NewMetrics registers the metrics with r.
func NewMetrics(r prometheus.Registerer) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, append([]string{"service"}, labels...))
	}
	histogram := func(name, help string, buckets []float64) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{"service"})
	}
	m := &Metrics{
		records:     counter("huifang_records_total", "Records whose effects are durable, by what became of them; repetitions after a redelivery included.", "lane", "result"),
		batches:     histogram("huifang_batch_records", "Records in a batch.", prometheus.ExponentialBuckets(1, 2, 12)),
		prepare:     histogram("huifang_prepare_seconds", "Time to work out one record: decode, stages, encode.", prometheus.ExponentialBuckets(0.0001, 2, 16)),
		deliver:     histogram("huifang_deliver_seconds", "Time until the effects of a batch were durable, retries included.", prometheus.ExponentialBuckets(0.001, 2, 18)),
		retries:     counter("huifang_deliver_retries_total", "Attempts to deliver a batch that failed and were made again."),
		commits:     counter("huifang_commits_total", "Commits of offsets.", "result"),
		generations: counter("huifang_generations_total", "Generations of the consumer group that the service was a member of."),
		gaps:        counter("huifang_gap_records_total", "Records that retention removed before they were read.", "topic"),
		inFlight: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "huifang_in_flight_bytes", Help: "Bytes of records that are read and not delivered.",
		}, []string{"service", "lane"}),
		lag: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "huifang_lag_records", Help: "Records behind the last one delivered, of the partitions that the service reads.",
		}, []string{"service", "topic", "partition"}),
	}
	r.MustRegister(m.records, m.batches, m.prepare, m.deliver, m.retries, m.commits, m.generations, m.gaps, m.inFlight, m.lag)
	return m
}

// serviceMetrics are those of one service.
type serviceMetrics struct {
	records                   *prometheus.CounterVec
	batches, prepare, deliver prometheus.Observer
	retries, generations      prometheus.Counter
	commits, gaps             *prometheus.CounterVec
	inFlight, lag             *prometheus.GaugeVec
}

func (m *Metrics) of(service string) *serviceMetrics {
	own := prometheus.Labels{"service": service}
	return &serviceMetrics{
		records: m.records.MustCurryWith(own),
		batches: m.batches.With(own), prepare: m.prepare.With(own), deliver: m.deliver.With(own),
		retries: m.retries.With(own), generations: m.generations.With(own),
		commits: m.commits.MustCurryWith(own), gaps: m.gaps.MustCurryWith(own),
		inFlight: m.inFlight.MustCurryWith(own), lag: m.lag.MustCurryWith(own),
	}
}

// drop forgets the lag of partitions that another member may own by now.
func (s *serviceMetrics) drop(partitions []*partition) {
	for _, p := range partitions {
		s.lag.DeleteLabelValues(p.topic, strconv.Itoa(p.id))
	}
}
