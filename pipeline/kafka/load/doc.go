// Package load puts calls into the topics: it is the sink that the driver on one
// machine (package local) reads transcripts for when they are to be analysed by
// services. What it counts as analysed is what was sent.
//
// A journal on disk remembers what the brokers have acknowledged, so that a run
// that was stopped or killed at any point is resumed by running it again. A crash
// between an acknowledgement and its entry lets a call be sent again, which
// changes nothing in effect: its id is the same. A call whose input or metadata
// has changed is sent as a correction, and the later message counts; one that was
// moved or packed is not. Nor is content that was ever sent before: reading an
// old file again does not undo the corrections since. It is sent again on demand
// only (Options.Again), as is what was on topics that were deleted, of which the
// journal does not know.
//
// Calls are sent in the order in which they are read, so those of a borrower keep
// it. While the brokers are away nothing more is read.
package load
