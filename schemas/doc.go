// Package schemas holds what huifang says on the wire: the Call with its
// annotations, the loan file beside it, and the codec that reads every version
// that was ever written.
//
// One type serves as native input, as message between stages and as output of
// `huifang annotate`: a stage adds fields and removes none. All offsets are
// Unicode code points into Turn.Text, half-open [start, end). All times within
// a call are milliseconds from the start of the recording.
//
// The wire form is JSON in UTF-8, one object a call. Field names and meanings
// are fixed per version; goldens of each version live in testdata and must stay
// readable.
package schemas
