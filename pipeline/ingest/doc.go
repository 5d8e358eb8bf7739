// Package ingest turns transcripts of any supported format into calls.
//
// Reading has two halves. Split walks paths and cuts each input into units, in
// order and in bounded memory: a line of JSON Lines, or a whole file up to a
// size limit. Parser.Parse turns one unit into calls; it is safe for concurrent
// use, so a driver spreads it over all cores. What cannot be read comes back as
// a Rejection with file, position and cause; nothing is guessed.
package ingest
