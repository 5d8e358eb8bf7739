// Package load puts calls into the topics: it is the sink that the driver on one
// machine (package local) reads transcripts for when they are to be analysed by
// services.
//
// A journal on disk remembers what the brokers have acknowledged, so that a run
// that was stopped or killed at any point is resumed by running it again. A crash
// between an acknowledgement and its entry lets a call be sent again, which
// changes nothing in effect: its id is the same.
package load
