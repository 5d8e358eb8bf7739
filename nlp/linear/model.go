package linear

import (
	"math/bits"
	"slices"
)

// MaxClasses is the number of classes that a Model can have.
const MaxClasses = 128

const (
	// lanes is how many weights a word holds, one a byte. Its highest byte stays
	// free, so that the sum of the words overflows nowhere.
	lanes = 7

	// evenBytes picks every other byte of a word, which leaves each of them
	// 16 bits to add up in.
	evenBytes = 0x00ff00ff00ff00ff
	// batch is how many rows of bytes fit into sums of 16 bits.
	batch = 256
	// stripe is how many words of a row are added up at a time.
	stripe = 3
)

// Model is a quantised classifier. It is immutable and safe for concurrent use.
type Model struct {
	classes []string
	table   table
	// words holds the weights: a row for each feature, stride words apart, weight
	// c of a row in byte c%7 of word c/7, offset by zero. The stride is a power of
	// two, so that no row begins in one line of a cache and ends in a third.
	words               []uint64
	wordsPerRow, stride int
	scale, bias         []float32
}

// newModel takes keys in rising order. The rows are the caller's to fill.
func newModel(classes []string, keys []uint32, scale, bias []float32) *Model {
	n := wordsPerRow(len(classes))
	stride := 1 << bits.Len(uint(max(n, 1)-1))
	return &Model{
		classes: classes, table: newTable(keys), words: make([]uint64, stride*len(keys)),
		wordsPerRow: n, stride: stride, scale: scale, bias: bias,
	}
}

// code is the weight of the feature with number i for class c, offset by zero.
func (m *Model) code(i, c int) uint64 {
	return m.words[i*m.stride+c/lanes] >> (8 * (c % lanes)) & 0xff
}

// setCode sets it, once, while the model is made.
func (m *Model) setCode(i, c int, code uint64) {
	m.words[i*m.stride+c/lanes] |= code << (8 * (c % lanes))
}

// wordsPerRow is the number of words that hold a weight for each class.
func wordsPerRow(classes int) int { return (classes + lanes - 1) / lanes }

// Classes returns the names of the classes in the order of the scores. The
// caller must not change the slice.
func (m *Model) Classes() []string { return m.classes }

// Features returns the number of known features.
func (m *Model) Features() int { return len(m.table.keys) }

// Scores writes the log-odds of each class to dst, which is grown where it is
// too small, and returns it with len(Classes()) elements. A feature counts as
// often as it is listed.
func (m *Model) Scores(dst []float32, features []uint32) []float32 {
	var total totals
	var rows [batch]uint32
	n := 0
	for len(features) > 0 {
		size := min(len(features), batch)
		known := m.table.find(&rows, features[:size], m.stride)
		m.add(&total, known)
		n += len(known)
		features = features[size:]
	}
	k := len(m.classes)
	dst = slices.Grow(dst[:0], k)[:k]
	bias, scale, sums, offset := m.bias[:k], m.scale[:k], total[:k], int32(zero*n)
	for c := range dst {
		dst[c] = bias[c] + float32(scale[c]*float32(sums[c]-offset))
	}
	return dst
}

// totals are sums of weights by class, with room for the last word's surplus.
type totals [MaxClasses + lanes]int32

// add adds up to batch rows of weights, given by where they begin. It goes through
// them a few words at a time, so that their sums stay in registers.
//
// The words are added as they are, and their even bytes alone: the difference of
// the two sums is what the odd bytes add up to.
func (m *Model) add(total *totals, rows []uint32) {
	k := 0
	for ; k+stripe <= m.wordsPerRow; k += stripe {
		addStripe((*[stripe * lanes]int32)(total[k*lanes:]), m.words[k:], rows)
	}
	for ; k < m.wordsPerRow; k++ {
		words := m.words[k:]
		var even, all uint64
		for _, row := range rows {
			w := words[row]
			even += w & evenBytes
			all += w
		}
		unpack((*[lanes]int32)(total[k*lanes:]), even, all-even)
	}
}

// addStripe adds up the first words of rows. The sums are variables and not an
// array, which the compiler would keep in memory; the last word comes first, so
// that the bounds are checked once.
func addStripe(total *[stripe * lanes]int32, words []uint64, rows []uint32) {
	var even0, even1, even2, all0, all1, all2 uint64
	for _, row := range rows {
		i := int(row)
		w := words[i+stripe-1]
		even2 += w & evenBytes
		all2 += w
		w = words[i+1]
		even1 += w & evenBytes
		all1 += w
		w = words[i]
		even0 += w & evenBytes
		all0 += w
	}
	unpack((*[lanes]int32)(total[:]), even0, all0-even0)
	unpack((*[lanes]int32)(total[lanes:]), even1, all1-even1)
	unpack((*[lanes]int32)(total[2*lanes:]), even2, all2-even2)
}

// unpack adds the sums of a word's bytes to those of its classes. The sums of odd
// bytes stand where the lower of each two bytes stood.
func unpack(total *[lanes]int32, even, odd uint64) {
	total[0] += int32(even & 0xffff)
	total[1] += int32(odd >> 8 & 0xffff)
	total[2] += int32(even >> 16 & 0xffff)
	total[3] += int32(odd >> 24 & 0xffff)
	total[4] += int32(even >> 32 & 0xffff)
	total[5] += int32(odd >> 40 & 0xffff)
	total[6] += int32(even >> 48)
}
