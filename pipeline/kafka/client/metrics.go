package client

import "github.com/prometheus/client_golang/prometheus"

// Metrics are those of all producers of a process.
type Metrics struct {
	messages *prometheus.CounterVec
	bytes    *prometheus.CounterVec
	retries  prometheus.Counter
	write    prometheus.Histogram
}

// NewMetrics registers the metrics with r.
func NewMetrics(r prometheus.Registerer) *Metrics {
	m := &Metrics{
		messages: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huifang_produced_messages_total", Help: "Messages that the brokers acknowledged.",
		}, []string{"topic"}),
		bytes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "huifang_produced_bytes_total", Help: "Bytes of those messages before compression: keys, values and headers.",
		}, []string{"topic"}),
		retries: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "huifang_produce_retries_total", Help: "Attempts to write that failed and were made again.",
		}),
		write: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "huifang_produce_seconds", Help: "Time until a request's messages were acknowledged, further attempts included.",
			Buckets: prometheus.ExponentialBuckets(0.001, 2, 18),
		}),
	}
	r.MustRegister(m.messages, m.bytes, m.retries, m.write)
	return m
}

// unregistered are for a producer whose metrics nobody asked for.
func unregistered() *Metrics { return NewMetrics(prometheus.NewRegistry()) }
