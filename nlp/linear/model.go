package linear

// MaxClasses is the number of classes that a Model can have.
const MaxClasses = 128

const (
	lanes    = 8 // weights in a word
	maxWords = MaxClasses / lanes

	// evenBytes picks every other byte of a word, which leaves each of them
	// 16 bits to add up in.
	evenBytes = 0x00ff00ff00ff00ff
	// flushRows is how many rows of bytes fit into sums of 16 bits.
	flushRows = 256
)

// Model is a quantised classifier. It is immutable and safe for concurrent use.
type Model struct {
	classes []string
	keys    []uint32
	table   table
	// words holds the weights: wordsPerRow words for each feature, weight c of
	// a row in byte c%8 of word c/8, offset by zero.
	words       []uint64
	wordsPerRow int
	scale, bias []float32
}

func newModel(classes []string, keys []uint32, words []uint64, scale, bias []float32) *Model {
	return &Model{
		classes: classes, keys: keys, table: newTable(keys),
		words: words, wordsPerRow: wordsPerRow(len(classes)), scale: scale, bias: bias,
	}
}

// wordsPerRow is the number of words that hold a weight for each class.
func wordsPerRow(classes int) int { return (classes + lanes - 1) / lanes }

// Classes returns the names of the classes in the order of the scores. The
// caller must not change the slice.
func (m *Model) Classes() []string { return m.classes }

// Features returns the number of known features.
func (m *Model) Features() int { return len(m.keys) }

// Scores writes the log-odds of each class to dst, which is grown where it is
// too small, and returns it with len(Classes()) elements. A feature counts as
// often as it is listed.
func (m *Model) Scores(dst []float32, features []uint32) []float32 {
	var total [MaxClasses]int32
	var even, odd [maxWords]uint64
	rows, pending := 0, 0
	for _, id := range features {
		i := m.table.find(id)
		if i < 0 {
			continue
		}
		row := m.words[i*m.wordsPerRow : (i+1)*m.wordsPerRow]
		for k, w := range row {
			even[k&(maxWords-1)] += w & evenBytes
			odd[k&(maxWords-1)] += w >> 8 & evenBytes
		}
		rows++
		if pending++; pending == flushRows {
			m.flush(&total, &even, &odd)
			pending = 0
		}
	}
	m.flush(&total, &even, &odd)
	dst = dst[:0]
	for c := range m.classes {
		sum := total[c] - int32(zero*rows)
		dst = append(dst, m.bias[c]+float32(m.scale[c]*float32(sum)))
	}
	return dst
}

// flush adds the sums of 16 bits to the totals and clears them.
func (m *Model) flush(total *[MaxClasses]int32, even, odd *[maxWords]uint64) {
	for k := range m.wordsPerRow {
		e, o := even[k], odd[k]
		for j := 0; j < lanes; j += 2 {
			total[k*lanes+j] += int32(e & 0xffff)
			total[k*lanes+j+1] += int32(o & 0xffff)
			e >>= 16
			o >>= 16
		}
		even[k], odd[k] = 0, 0
	}
}
