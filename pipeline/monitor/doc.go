// Package monitor lets operators see a service: metrics for Prometheus, health
// as Kubernetes asks for it, and logs.
//
//	/metrics   all metrics in the Prometheus text format
//	/healthz   200 while a new start would not help, 503 with the reason otherwise
//	/readyz    200 while the service does its work, 503 with the reason otherwise
//
// Trouble with Kafka or ClickHouse makes a service not ready; it does not make it
// unhealthy, since it waits the trouble out and a new start would only repeat
// work.
//
// There is no password: the server is for the local host or for a network that
// only monitoring reaches. Nothing it says is about a borrower.
package monitor
