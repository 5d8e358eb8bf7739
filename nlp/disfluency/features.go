package disfluency

import "huifang/nlp/ngram"

// Templates of features, each with hashes of its own.
const (
	wordSeed uint32 = iota + 1
	wordBeforeSeed
	wordAfterSeed
	wordTokenBeforeSeed
	wordTokenAfterSeed
	wordTagsSeed
	wordEdgesSeed
	classTagsSeed
	classAfterSeed
	classEdgesSeed
	classTokensSeed
	lengthSeed
	lengthTagSeed
	boundsSeed
	copySeed
	copyBeforeSeed
	copyAfterSeed
	givenSeed
	tailSeed
)

// features appends the features of a filler or repeat to dst.
func (x *text) features(dst []uint32, c *candidate) []uint32 {
	if c.kind == kindFiller {
		return x.fillerFeatures(dst, c)
	}
	return x.repeatFeatures(dst, c)
}

func (x *text) fillerFeatures(dst []uint32, c *candidate) []uint32 {
	w, class := c.filler.id, uint32(c.filler.class)
	before, after := uint32(x.rune(c.start-1)), uint32(x.rune(c.end))
	tags := uint32(x.tag(c.start-1))<<8 | uint32(x.tag(c.end))
	edges := x.edges(c)
	tokenBefore, tokenAfter := hashRunes(x.word(c.start-1)), hashRunes(x.word(c.end))
	return append(dst,
		feature(wordSeed, w, 0),
		feature(wordBeforeSeed, w, before),
		feature(wordAfterSeed, w, after),
		feature(wordTokenBeforeSeed, w, tokenBefore),
		feature(wordTokenAfterSeed, w, tokenAfter),
		feature(wordTagsSeed, w, tags),
		feature(wordTagsSeed, w, tags&0xff),
		feature(wordTagsSeed, w, tags|0xff),
		feature(wordEdgesSeed, w, edges),
		feature(classTagsSeed, class, tags),
		feature(classAfterSeed, class, after),
		feature(classEdgesSeed, class, edges),
		feature(classTokensSeed, tokenBefore, tokenAfter),
	)
}

func (x *text) repeatFeatures(dst []uint32, c *candidate) []uint32 {
	n, gap := uint32(c.length), uint32(c.second-c.start-c.length)
	bounds := uint32(0)
	for k, at := range [...]bool{x.begins(c.start + c.length), x.begins(c.second), x.begins(c.second + c.length), gap > 0} {
		if at {
			bounds |= 1 << k
		}
	}
	pause := uint32(0)
	for _, r := range x.runes[c.start+c.length : c.second] {
		if isPause(r) {
			pause = 1
		}
	}
	copied := hashRunes(x.runes[c.start : c.start+c.length])
	return append(dst,
		feature(lengthSeed, n, gap),
		feature(lengthSeed, n, 99),
		feature(lengthTagSeed, n, uint32(x.tag(c.start))<<8|uint32(x.tag(c.second))),
		feature(boundsSeed, bounds, min(n, 4)),
		feature(boundsSeed, bounds, pause<<8),
		feature(copySeed, copied, 0),
		feature(copyBeforeSeed, n, uint32(x.rune(c.start-1))),
		feature(copyAfterSeed, n, uint32(x.rune(c.second+c.length))),
		feature(givenSeed, hashRunes(x.runes[c.start+c.length:c.second]), 0),
		feature(tailSeed, min(n, 4), uint32(x.tag(c.start-1))),
	)
}

// edges tells what a filler stands between: the ends of the turn, pauses, other
// fillers or words.
func (x *text) edges(c *candidate) uint32 {
	side := func(i int) uint32 {
		switch r := x.rune(i); {
		case r == 0:
			return 0
		case endsSentence(r):
			return 1
		case isPause(r):
			return 2
		}
		return 3
	}
	out := side(c.start-1)<<2 | side(c.end)
	if c.run {
		out |= 1 << 4
	}
	return out
}

func feature(seed, a, b uint32) uint32 { return ngram.Spread(ngram.Mix(ngram.Mix(seed, a), b)) }

// hashRunes is a number for a word.
func hashRunes(word []rune) uint32 {
	h := uint32(0x811c9dc5)
	for _, r := range word {
		h = ngram.Mix(h, uint32(r))
	}
	return h
}
