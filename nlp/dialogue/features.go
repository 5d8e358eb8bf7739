package dialogue

import (
	"huifang/nlp/ngram"
	"huifang/nlp/phrase"
	"huifang/schemas"
)

// Buckets of the model's weight table: hashed n-grams, then the cues, then the
// places in the call.
const (
	gramBits  = 13
	cueBase   = 1 << gramBits
	placeBase = cueBase + numOutputs
	// numPlaces: tenths of the call, the first three and last three blocks,
	// whether there is an answer, and the bias.
	numPlaces  = 10 + 3 + 3 + 1 + 1
	numBuckets = placeBase + numPlaces
)

const (
	questionSeed = 0x51ed270b
	answerSeed   = 0x2545f491
)

// extractor holds the buffers of one annotation.
type extractor struct {
	cues     *cues
	units    []uint32
	grams    []uint32
	runes    []rune
	hits     []phrase.Hit
	features []uint32
}

// block returns the features of block k of n; the slice is valid until the next
// call.
func (x *extractor) block(c *schemas.Call, b block, k, n int) []uint32 {
	x.grams = x.grams[:0]
	for i := b.first; i < b.answer; i++ {
		x.units = ngram.AppendUnits(x.units[:0], c.Turns[i].Text)
		x.grams = ngram.AppendGrams(x.grams, x.units, questionSeed, 1, 2)
	}
	for i := b.answer; i < b.last; i++ {
		x.units = ngram.AppendUnits(x.units[:0], c.Turns[i].Text)
		x.grams = ngram.AppendGrams(x.grams, x.units, answerSeed, 1, 1)
	}
	f := x.features[:0]
	for _, g := range x.grams {
		f = append(f, g>>(32-gramBits))
	}
	f = x.appendCues(f, c, b)

	f = append(f, uint32(placeBase+10*k/n))
	if k < 3 {
		f = append(f, uint32(placeBase+10+k))
	}
	if n-1-k < 3 {
		f = append(f, uint32(placeBase+13+n-1-k))
	}
	if b.last > b.answer {
		f = append(f, uint32(placeBase+16))
	}
	f = append(f, uint32(placeBase+17))
	x.features = f
	return f
}

// appendCues adds one feature for each output that the question has a cue of.
func (x *extractor) appendCues(f []uint32, c *schemas.Call, b block) []uint32 {
	var found uint32
	for i := b.first; i < b.answer; i++ {
		x.runes = x.runes[:0]
		for _, r := range c.Turns[i].Text {
			x.runes = append(x.runes, r)
		}
		x.hits = x.cues.lexicon.Match(x.hits[:0], x.runes)
		for _, h := range x.hits {
			found |= 1 << x.cues.output[h.Expr]
		}
	}
	for o := range uint32(numOutputs) {
		if found&(1<<o) != 0 {
			f = append(f, cueBase+o)
		}
	}
	return f
}
