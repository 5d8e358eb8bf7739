// Package ingest turns transcripts of any supported format into calls.
//
// Reading has two halves. Split walks a path, archives included, and cuts each
// input into units, in order and in bounded memory: a line of JSON Lines, or a
// whole file up to a size limit. Parser.Parse turns one unit into calls; it is a
// pure function and safe for concurrent use, so a driver spreads it over all
// cores. What cannot be read comes back as a Rejection with file, position and
// cause; nothing is guessed, least of all times, units and dates.
//
// Within Parse a unit passes these steps: the bytes are decoded to UTF-8
// (decodeText); the formats of the list formats() bid for the document and the
// surest one parses it into transcripts (format, probe); each transcript is
// finished into a call, with turns in order, an id that depends on nothing but
// the input, its source, metadata from beside the transcript, and roles
// (finish, roleAssigner).
package ingest
