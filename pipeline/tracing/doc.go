// Package tracing follows single calls through the services by OpenTelemetry. It
// is off unless an endpoint is named, and then costs nothing: a nil *Tracer is
// one that is off.
//
// The trace of a call begins where it is put in and travels in the header
// traceparent of its messages (W3C Trace Context):
//
//	load ── traceparent ──▶ stage segment,extract ── traceparent ──▶ stage tag,assess,mask ──▶ land
//
// Each service adds one span to it, from when it takes the record up until the
// effects of the record are durable. Whether a trace is sampled is decided once,
// at its beginning, by the share asked for; so a trace is whole or not there at
// all. A service with tracing off hands the header on as it is.
//
// Spans name topic, partition, offset and errors, nothing of the call. When the
// collector is away spans are dropped; no call waits for it.
package tracing
