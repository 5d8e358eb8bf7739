// Package alert tells the risk team: it makes the events of the topic
// PREFIX.alerts and follows that topic.
//
// An event is a CloudEvent 1.0 in the JSON format about one decision: this call,
// at this level, on this evidence, with this follow-up. Its id is a hash of just
// that. A call that is redelivered, read again or analysed by new rules raises
// the same alert again, as an event with the same id, unless the decision itself
// is another. An event about a call whose decision has changed does not name the
// one before it, since a stage is a pure function of the call and knows no
// history: of two events of one subject the one with the later time says what
// stands. A decision that falls to green raises no event; the view
// huifang.alerts is where all that stands can be seen.
//
// Events travel under the key of their call, so that those of a borrower keep
// their order. Back-loaded calls raise events like others, marked as such.
package alert
