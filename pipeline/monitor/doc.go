// Package monitor lets operators see a service: metrics for Prometheus, and
// health as Kubernetes asks for it.
//
//	/metrics   all metrics in the Prometheus text format
//	/healthz   200 while a new start would not help, 503 with the reason otherwise
//	/readyz    200 while the service does its work, 503 with the reason otherwise
//
// Trouble with Kafka or ClickHouse makes a service not ready; it does not make it
// unhealthy, since it waits the trouble out and a new start would only repeat
// work.
package monitor
