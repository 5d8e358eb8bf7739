// Package message is the form of a call on the topics: the call as JSON in the
// value (package schemas), and in the headers what is about the message and not
// about the call.
package message
