package written

import (
	"slices"

	"huifang/nlp/linear"
	"huifang/nlp/ngram"
	"huifang/nlp/normalize"
)

const (
	// maxRunes bounds what is read of a text: the verdict stands in its first
	// paragraphs.
	maxRunes = 1000
	// maxGram is the longest n-gram, in units of package ngram.
	maxGram = 4
)

// gain is the value of each feature in training.
const gain = 0.1

// Seeds keep the two kinds of feature apart.
const (
	gramSeed  = 11
	shapeSeed = 12
)

// marks are characters whose number says how a writer feels: n-grams know no
// punctuation.
const marks = "?!~。…"

// maxMarks is where more of a mark says nothing more.
const maxMarks = 3

// lengthClasses bounds the result of lengthClass.
const lengthClasses = 8

// Features is the result of an extraction and its scratch, to be used again.
// The zero value is ready. It is not safe for concurrent use.
type Features struct {
	// Hashes lists the features, ascending and without repeats; valid until the
	// next Extract.
	Hashes []uint32

	runes []rune
	units []uint32
}

// Extract fills f from a text as written.
func (f *Features) Extract(text string) {
	f.runes = normalize.Fold(f.runes[:0], text)
	if len(f.runes) > maxRunes {
		f.runes = f.runes[:maxRunes]
	}
	f.units = ngram.AppendUnits(f.units[:0], f.runes)
	f.Hashes = ngram.AppendGrams(f.Hashes[:0], f.units, gramSeed, 1, maxGram)
	for k, mark := range marks {
		n := 0
		for _, r := range f.runes {
			if r == mark {
				n++
			}
		}
		f.Hashes = append(f.Hashes, shape(uint32(k), uint32(min(n, maxMarks))))
	}
	f.Hashes = append(f.Hashes, shape(uint32(len(marks)), lengthClass(len(f.units))))
	// A reviewer who says 好 five times is not five times as pleased.
	slices.Sort(f.Hashes)
	f.Hashes = slices.Compact(f.Hashes)
}

// shape is the feature that property has the given value.
func shape(property, value uint32) uint32 {
	return ngram.Spread(ngram.Mix(ngram.Mix(shapeSeed, property), value))
}

// lengthClass is the number of binary digits of the length, 0 … lengthClasses-1.
func lengthClass(units int) uint32 {
	class := uint32(0)
	for units > 0 && class < lengthClasses-1 {
		units >>= 1
		class++
	}
	return class
}

// Blocks returns the features of a text for training, independent of any
// Features in use.
func Blocks(text string) []linear.Block {
	var f Features
	f.Extract(text)
	return []linear.Block{{Features: f.Hashes, Gain: gain}}
}

// FeatureBlocks returns features that Extract found as a training needs them.
func FeatureBlocks(features []uint32) []linear.Block {
	return []linear.Block{{Features: features, Gain: gain}}
}
