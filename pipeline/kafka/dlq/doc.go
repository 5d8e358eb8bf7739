// Package dlq keeps records that can never be processed in topics of their own,
// TOPIC.dlq, and puts them back.
//
// A dead letter is the record as it was, key, value and headers, with headers
// that say why, when and where from. It is named after the place of the record,
// so that a letter that a crash had written twice is one. A letter that was put
// back is followed by a mark with its id, so that it is not put back again by
// mistake and everybody can see what was.
package dlq
