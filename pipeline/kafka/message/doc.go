// Package message is the form of a call on the topics: the call as JSON in the
// value (package schemas), and in the headers what is about the message and not
// about the call.
//
// A new wire version may be rolled out service by service, those at the end of
// the chain first: a reader takes its own version and all earlier ones. What is
// newer is refused by its header, without a look at the value, and waits among
// the dead letters to be put back once the reader has been replaced. testdata
// keeps messages of every version that was written.
package message
