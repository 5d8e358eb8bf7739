// Package load puts calls into the topics: it is the sink that the driver on one
// machine (package local) reads transcripts for when they are to be analysed by
// services. What it counts as analysed is what was sent.
//
// A journal on disk remembers what the brokers have acknowledged, so that a run
// that was stopped or killed at any point is resumed by running it again. A crash
// between an acknowledgement and its entry lets a call be sent again, which
// changes nothing in effect: its id is the same. A call whose input or metadata
// has changed is sent as a correction, and the later message counts; one that was
// moved or packed is not. The journal does not know when topics are deleted: what
// was on them is sent again on demand only (Options.Again).
//
// Calls are sent in the order in which they are read, so those of a borrower keep
// it. While the brokers are away nothing more is read.
package load
