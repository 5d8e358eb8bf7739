package ngram

const (
	offset uint32 = 2166136261
	prime  uint32 = 16777619
)

// word hashes the letters of a Latin word as they come. Common endings fall
// away, so that paid, pays and paying need not all be seen in training.
type word struct {
	hash [4]uint32 // after the last letter, the one before it, …
	tail [4]byte   // the last letters, last first
	n    int
}

func newWord() word { return word{hash: [4]uint32{offset, offset, offset, offset}} }

func (w *word) add(c byte) {
	copy(w.hash[1:], w.hash[:3])
	copy(w.tail[1:], w.tail[:3])
	w.hash[0] = (w.hash[1] ^ uint32(c)) * prime
	w.tail[0] = c
	w.n++
}

// unit is the hash of the stem.
func (w *word) unit() uint32 { return w.hash[w.ending()] | latin }

// ending is the number of letters that the stem leaves out. Words of up to four
// letters stay whole.
func (w *word) ending() int {
	switch {
	case w.n <= 4:
		return 0
	case w.tail[2] == 'i' && w.tail[1] == 'n' && w.tail[0] == 'g':
		return 3
	case w.tail[1] == 'e' && (w.tail[0] == 'd' || w.tail[0] == 's'):
		return 2
	case w.tail[0] == 's' && w.tail[1] != 's', w.tail[0] == 'e', w.tail[0] == 'y':
		return 1
	default:
		return 0
	}
}
