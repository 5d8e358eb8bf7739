// Package stage runs a stretch of the chain as a service: it reads calls from
// the topic before the stretch and writes them to the topic behind it, in the
// same lane. The service of the last stage also raises alerts.
//
// However the chain is cut into services, what comes out at its end is the same
// to the byte: a stage depends on nothing but the call as it stands on the wire.
// A call that has not been through the stages before the cut is refused, since
// it was put into the wrong topic.
//
// A record that is redelivered gives the same messages again. What stands in
// the topic behind is at least once; the store and the readers of alerts tell
// repetitions by id.
package stage
