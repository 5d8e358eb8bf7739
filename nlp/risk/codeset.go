package risk

import "math/bits"

// codeSet is a set of indices of rs.Signals.
type codeSet []uint64

func newCodeSet(codes int) codeSet { return make(codeSet, (codes+63)/64) }

func (s codeSet) add(i int) { s[i/64] |= 1 << (i % 64) }

// all calls yield with the members in rising order. Members that are added on
// the way beyond the one at hand may be left out.
func (s codeSet) all(yield func(int) bool) {
	for k, word := range s {
		for ; word != 0; word &= word - 1 {
			if !yield(64*k + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}
