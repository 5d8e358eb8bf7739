package linear

// MaxClasses is the number of classes that a Model can have.
const MaxClasses = 128

const (
	lanes = 8 // weights in a word

	// evenBytes picks every other byte of a word, which leaves each of them
	// 16 bits to add up in.
	evenBytes = 0x00ff00ff00ff00ff
	// batch is how many rows of bytes fit into sums of 16 bits.
	batch = 256
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

// add adds up to batch rows of weights. It goes through them a word at a time,
// so that the sums of a word stay in registers.
func (m *Model) add(total *[MaxClasses]int32, rows []int32) {
	for k := range m.wordsPerRow {
		words := m.words[k:]
		var even, odd uint64
		for _, row := range rows {
			w := words[int(row)*m.wordsPerRow]
			even += w & evenBytes
			odd += w >> 8 & evenBytes
		}
		sums := total[k*lanes : (k+1)*lanes]
		for j := 0; j < lanes; j += 2 {
			sums[j] += int32(even & 0xffff)
			sums[j+1] += int32(odd & 0xffff)
			even >>= 16
			odd >>= 16
		}
	}
}
