package english

import (
	_ "embed"
	"errors"
	"strings"
)

//go:generate go run huifang/nlp/english/gentagger -o tagger.bin

// packed is the model that ships, see Pack.
//
//go:embed tagger.bin
var packed string

// maxTags bounds the tags that a perceptron tells apart.
const maxTags = 64

// perceptron is prose's averaged perceptron. Its tables are read where they lie
// in the packed form, so that opening it costs nothing. It is immutable and safe
// for concurrent use.
type perceptron struct {
	// tags are named by a weight with their index: first the learned ones in
	// ascending order, then those that only known words have.
	tags    []string
	learned int
	// slots is the hash table of features, slotSize bytes a slot, shift the bits
	// of a hash that are no place in it; weights are weightSize bytes each.
	slots, weights string
	shift          uint
	bias           [maxTags]int32
	names          names
}

// Layout of the packed form: magic; the number of learned tags, of all tags and of
// the bits of a place in the table, a byte each; the tags with a zero byte after
// each; slots; weights.
const (
	packedMagic = "HFTAG1"
	// A slot holds the low half of the hash and a row: where its weights begin
	// and how many they are. A row of no weights is a free slot.
	slotSize = 8
	rowBits  = 6
	// A weight holds the tag in its low byte and above it thousandths, to which
	// prose's training rounds: sums are exact and do not depend on their order.
	weightSize = 4
	tagBits    = 8
)

// Names of features that are not made of words around.
const (
	featureBias  = "bias"
	featureKnown = "known " // a word that has always the same tag: one weight, of which only the tag counts
)

var errDamaged = errors.New("english tagger: the model is damaged")

// openPerceptron checks the packed form.
func openPerceptron(data string) (*perceptron, error) {
	rest, ok := strings.CutPrefix(data, packedMagic)
	if !ok || len(rest) < 3 {
		return nil, errDamaged
	}
	learned, tags, bits := int(rest[0]), int(rest[1]), uint(rest[2])
	rest = rest[3:]
	if learned == 0 || learned > tags || tags > maxTags || bits == 0 || bits > 24 {
		return nil, errDamaged
	}
	p := &perceptron{learned: learned, shift: 64 - bits, names: hashNames()}
	for range tags {
		tag, after, ok := strings.Cut(rest, "\x00")
		if !ok {
			return nil, errDamaged
		}
		p.tags, rest = append(p.tags, tag), after
	}
	size := slotSize << bits
	if len(rest) < size || (len(rest)-size)%weightSize != 0 {
		return nil, errDamaged
	}
	p.slots, p.weights = rest[:size], rest[size:]
	free := false
	for at := 0; at < size; at += slotSize {
		first, count := splitRow(uint32At(p.slots, at+4))
		free = free || count == 0
		if (first+count)*weightSize > len(p.weights) {
			return nil, errDamaged
		}
	}
	if !free {
		return nil, errDamaged // a search for what is not there would not end
	}
	p.add(&p.bias, hash(hashStart, featureBias))
	return p, nil
}

func splitRow(row uint32) (first, count int) { return int(row >> rowBits), int(row & (1<<rowBits - 1)) }

func uint32At(s string, at int) uint32 {
	b := s[at : at+4]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// row returns the weights of the feature with a hash. A feature that is not in
// the model is taken for another once in some billions of times.
func (p *perceptron) row(h uint64) string {
	h = mix(h)
	mask := len(p.slots) - 1
	for at := int(h>>p.shift) * slotSize; ; at = (at + slotSize) & mask {
		first, count := splitRow(uint32At(p.slots, at+4))
		if count == 0 {
			return ""
		}
		if uint32At(p.slots, at) == uint32(h) {
			return p.weights[first*weightSize : (first+count)*weightSize]
		}
	}
}

// add adds the weights of a feature to the sums of the tags.
func (p *perceptron) add(sums *[maxTags]int32, h uint64) {
	for row := p.row(h); len(row) >= weightSize; row = row[weightSize:] {
		w := int32(uint32At(row, 0))
		sums[uint8(w)%maxTags] += w >> tagBits
	}
}

// known returns the tag of a word that has always the same, else "".
func (p *perceptron) known(word []byte) string {
	row := p.row(hash(hash(hashStart, featureKnown), word))
	if row == "" || int(row[0]) >= len(p.tags) {
		return ""
	}
	return p.tags[row[0]]
}

// best returns the learned tag with the highest sum, of several the first.
func (p *perceptron) best(sums *[maxTags]int32) string {
	best := 0
	for i := range p.learned {
		if sums[i] > sums[best] {
			best = i
		}
	}
	return p.tags[best]
}

const hashStart = 14695981039346656037

// hash is FNV-1a, going on from h, so that what features have in common is hashed
// once.
func hash[T string | []byte](h uint64, s T) uint64 {
	const prime = 1099511628211
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}

// mix spreads a hash over all bits: the high ones of FNV-1a are poor.
func mix(h uint64) uint64 { return (h ^ h>>32) * 0x9e3779b97f4a7c15 }
