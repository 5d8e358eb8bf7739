package segment

import "huifang/schemas"

// TaggedLines cuts lines of plain text into words with their parts of speech, as
// turns of calls are cut. It is safe for concurrent use.
type TaggedLines struct {
	annotator *Annotator
}

// NewTaggedLines returns a cutter with the given annotator.
func NewTaggedLines(a *Annotator) *TaggedLines { return &TaggedLines{annotator: a} }

// Append appends word/tag for each word of line to dst, one space between two;
// a word without tag stands alone. The error is that of Annotator.Annotate.
func (l *TaggedLines) Append(dst []byte, line string) ([]byte, error) {
	call := schemas.Call{Turns: []schemas.Turn{{Text: line}}}
	if err := l.annotator.Annotate(&call); err != nil {
		return dst, err
	}
	return appendWords(dst, line, call.Turns[0].Tokens, true), nil
}
