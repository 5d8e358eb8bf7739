package linear

import "math/bits"

// MaxClasses is the number of classes that a Model can have.
const MaxClasses = 128

const (
	lanes = 8 // weights in a word

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
	// c of a row in byte c%8 of word c/8, offset by zero. The stride is a power of
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

// row returns the words of a feature by its number.
func (m *Model) row(i int) []uint64 { return m.words[i*m.stride:][:m.wordsPerRow] }

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
	var total [MaxClasses]int32
	var rows [batch]int32
	n := 0
	for len(features) > 0 {
		size := min(len(features), batch)
		known := m.table.find(&rows, features[:size])
		m.add(&total, known)
		n += len(known)
		features = features[size:]
	}
	dst = dst[:0]
	for c := range m.classes {
		sum := total[c] - int32(zero*n)
		dst = append(dst, m.bias[c]+float32(m.scale[c]*float32(sum)))
	}
	return dst
}

// add adds up to batch rows of weights. It goes through them a few words at a
// time, so that their sums stay in registers.
func (m *Model) add(total *[MaxClasses]int32, rows []int32) {
	k := 0
	for ; k+stripe <= m.wordsPerRow; k += stripe {
		var even, odd [stripe]uint64
		for _, row := range rows {
			w := (*[stripe]uint64)(m.words[int(row)*m.stride+k:])
			even[0] += w[0] & evenBytes
			odd[0] += w[0] >> 8 & evenBytes
			even[1] += w[1] & evenBytes
			odd[1] += w[1] >> 8 & evenBytes
			even[2] += w[2] & evenBytes
			odd[2] += w[2] >> 8 & evenBytes
		}
		for i := range stripe {
			unpack(total[(k+i)*lanes:], even[i], odd[i])
		}
	}
	for ; k < m.wordsPerRow; k++ {
		var even, odd uint64
		for _, row := range rows {
			w := m.words[int(row)*m.stride+k]
			even += w & evenBytes
			odd += w >> 8 & evenBytes
		}
		unpack(total[k*lanes:], even, odd)
	}
}

// unpack adds the sums of a word's bytes to those of its classes.
func unpack(total []int32, even, odd uint64) {
	for j := 0; j < lanes; j += 2 {
		total[j] += int32(even & 0xffff)
		total[j+1] += int32(odd & 0xffff)
		even >>= 16
		odd >>= 16
	}
}
