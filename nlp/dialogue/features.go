package dialogue

import (
	"huifang/nlp/disfluency"
	"huifang/nlp/ngram"
	"huifang/nlp/normalize"
	"huifang/nlp/phrase"
	"huifang/schemas"
)

// Seeds keep features of different origin apart.
const (
	questionSeed = 0x51ed270b
	answerSeed   = 0x2545f491
	cueSeed      = 0x6c62272e
	placeSeed    = 0x1b873593
)

// Places in a call, as numbers for placeSeed.
const (
	tenthPlace    = 0  // and up: the tenth of the call that the block is in
	firstPlace    = 16 // and up: the first blocks
	lastPlace     = 32 // and up: the last blocks, the last first
	answeredPlace = 48

	tenths = 10
	// edge is how many blocks at either end have a place of their own.
	edge = 3
)

// extractor turns a block into features. It holds the buffers of one
// annotation.
type extractor struct {
	cues  *cues
	runes []rune
	units []uint32
	hits  []phrase.Hit
	// view is a question without its disfluencies, which break up phrases.
	view disfluency.View
	// grams are the features of the words and the place, signs those of the
	// cues in the question.
	grams, signs []uint32
}

// read sets grams and signs to the features of block k of n.
func (x *extractor) read(c *schemas.Call, b block, k, n int) {
	x.grams, x.signs = x.grams[:0], x.signs[:0]
	var found uint32
	for i := b.first; i < b.last; i++ {
		x.runes = normalize.Fold(x.runes[:0], c.Turns[i].Text)
		x.units = ngram.AppendUnits(x.units[:0], x.runes)
		if i >= b.answer {
			x.grams = ngram.AppendGrams(x.grams, x.units, answerSeed, 1, 1)
			continue
		}
		x.grams = ngram.AppendGrams(x.grams, x.units, questionSeed, 1, 2)
		x.hits = x.cues.lexicon.Match(x.hits[:0], x.runes)
		if x.view.Reset(x.runes, c.Turns[i].Disfluencies); !x.view.Whole() {
			x.hits = x.cues.lexicon.Match(x.hits, x.view.Runes)
		}
		for _, h := range x.hits {
			found |= 1 << x.cues.output[h.Expr]
		}
	}
	for o := range uint32(numOutputs) {
		if found>>o&1 != 0 {
			x.signs = append(x.signs, ngram.Spread(cueSeed+o))
		}
	}
	x.place(tenthPlace + tenths*k/n)
	if k < edge {
		x.place(firstPlace + k)
	}
	if n-1-k < edge {
		x.place(lastPlace + n - 1 - k)
	}
	if b.last > b.answer {
		x.place(answeredPlace)
	}
}

func (x *extractor) place(p int) {
	x.grams = append(x.grams, ngram.Spread(placeSeed+uint32(p)))
}
