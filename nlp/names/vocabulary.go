package names

import "math/bits"

// vocabulary numbers the features that are learned: those that occur in enough
// groups of examples.
type vocabulary struct {
	present []uint64 // a bit for each hash
	before  []uint32 // how many are present before each word of bits
	size    int
}

// newVocabulary numbers the features of examples that occur in at least least
// groups. It takes three bytes for each of the 2^keyBits hashes while it counts.
func newVocabulary(examples []Example, least int) *vocabulary {
	voc := &vocabulary{present: make([]uint64, 1<<keyBits/64)}
	groups := make([]uint8, 1<<keyBits)
	last := make([]uint16, 1<<keyBits) // the group that a feature was seen in last, plus one
	var v view
	var f features
	for k := range examples {
		e := &examples[k]
		v.reset(e.Text, e.Tokens)
		for i := range e.Text {
			v.extract(&f, i, e.Register)
			for _, key := range f {
				if last[key] == e.Group+1 || int(groups[key]) >= least {
					continue
				}
				last[key] = e.Group + 1
				if groups[key]++; int(groups[key]) >= least {
					voc.present[key/64] |= 1 << (key % 64)
				}
			}
		}
	}
	voc.index()
	return voc
}

// index fills in the running counts.
func (voc *vocabulary) index() {
	voc.before = make([]uint32, len(voc.present))
	voc.size = 0
	for k, w := range voc.present {
		voc.before[k] = uint32(voc.size)
		voc.size += bits.OnesCount64(w)
	}
}

// number returns the number of a feature, counted from 1; 0 if it has none.
func (voc *vocabulary) number(key uint32) uint32 {
	w := voc.present[key/64]
	if w>>(key%64)&1 == 0 {
		return 0
	}
	return voc.before[key/64] + uint32(bits.OnesCount64(w&(1<<(key%64)-1))) + 1
}

// keys returns the hashes in the order of their numbers, that is ascending.
func (voc *vocabulary) keys() []uint32 {
	keys := make([]uint32, 0, voc.size)
	for k, w := range voc.present {
		for ; w != 0; w &= w - 1 {
			keys = append(keys, uint32(64*k+bits.TrailingZeros64(w)))
		}
	}
	return keys
}
