// Package dlq keeps records that can never be processed in topics of their own,
// TOPIC.dlq, and puts them back.
//
// A dead letter is the record as it was, key, value and headers, with headers
// that say why, when and where from. It is named after the place of the record,
// so that a letter that a crash had written twice is one. A letter that was put
// back is followed by a mark with its id, so that it is not put back again by
// mistake and everybody can see what was. Putting back what was put back before
// changes nothing in effect: the record carries when it first entered, and what
// came later counts.
//
// A record so large that the letter's headers do not fit with it is named by a
// letter without content.
package dlq
