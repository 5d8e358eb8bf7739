// Package reference splits and tags English with github.com/jdkato/prose/v2
// itself: what package english is held to, and some seventy times slower. Only
// its words and tags are used; its sentences and names are not.
package reference

import (
	"bytes"
	"fmt"

	"github.com/jdkato/prose/v2"

	"huifang/nlp/english"
	"huifang/schemas"
)

// Tagger tags with prose. All texts share one model, since prose would load its
// own with every text. It is safe for concurrent use.
type Tagger struct {
	model *prose.Model
}

// New loads the model of prose, a third of a second.
func New() (*Tagger, error) {
	empty, err := prose.NewDocument("", options()...)
	if err != nil {
		return nil, fmt.Errorf("prose: %w", err)
	}
	return &Tagger{model: empty.Model}, nil
}

func options(more ...prose.DocOpt) []prose.DocOpt {
	return append(more, prose.WithExtraction(false), prose.WithSegmentation(false))
}

// Words returns what prose finds in an ASCII text, in order.
func (t *Tagger) Words(text string) ([]prose.Token, error) {
	doc, err := prose.NewDocument(text, options(prose.UsingModel(t.model))...)
	if err != nil {
		return nil, fmt.Errorf("prose: %w", err)
	}
	return doc.Tokens(), nil
}

// Tag does what english.Tagger.Tag does. A text that prose refuses has no words.
func (t *Tagger) Tag(dst []schemas.Token, text string, span schemas.Span) []schemas.Token {
	ascii := english.Transliterate(nil, text, span)
	words, err := t.Words(string(ascii))
	if err != nil {
		return dst
	}
	at := 0
	for _, w := range words {
		// prose gives no offsets, but its words stand in the text in order.
		next := bytes.Index(ascii[at:], []byte(w.Text))
		if next < 0 {
			continue
		}
		from := at + next
		at = from + len(w.Text)
		dst = append(dst, schemas.Token{Start: span.Start + from, End: span.Start + at, POS: english.POS([]byte(w.Text), w.Tag)})
	}
	return dst
}
