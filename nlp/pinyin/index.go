package pinyin

// MinSyllables is the length of the shortest word that an Index holds.
const MinSyllables = 3

// maxVariants bounds the readings of one word that an Index tries.
const maxVariants = 8

// Options say how words are compared.
type Options struct {
	// Near takes syllables that are easily confused for the same.
	Near bool
}

// Index finds words of a list by their sound. It is immutable and safe for
// concurrent use.
type Index struct {
	opt   Options
	words [][]rune
	// variants are readings of words, those with equal first three syllables
	// chained, the longest first.
	variants []variant
	// keys and heads are a hash table from the first three syllables to a chain,
	// with open addressing; head 0 marks a free slot, else it is one more than
	// the index of a variant.
	keys  []uint32
	heads []int32
	// bits is a filter in front of the table: one bit for each value of some
	// bits of the hash, so that it stays in the fast caches.
	bits [1 << (filterBits - 6)]uint64
}

// variant is a word in one of its readings.
type variant struct {
	word   int32
	sounds []Syllable
	// next is as the heads of an Index.
	next int32
}

const filterBits = 17

// NewIndex builds an index of words, folded text. Those that are shorter than
// MinSyllables or not all of characters with a known reading are passed over;
// words keep their numbers all the same.
func NewIndex(words []string, opt Options) *Index {
	x := &Index{opt: opt, words: make([][]rune, len(words))}
	t := readings()
	seen := map[string]bool{}
	for i, w := range words {
		if seen[w] {
			continue
		}
		seen[w] = true
		x.words[i] = []rune(w)
		if len(x.words[i]) < MinSyllables {
			continue
		}
		for _, sounds := range t.variants(x.words[i], opt) {
			x.variants = append(x.variants, variant{word: int32(i), sounds: sounds})
		}
	}
	size := 16
	for size < 2*len(x.variants) {
		size *= 2
	}
	x.keys, x.heads = make([]uint32, size), make([]int32, size)
	for i := range x.variants {
		x.insert(int32(i))
	}
	return x
}

// variants lists the readings of word, nil where a character has none.
func (t *table) variants(word []rune, opt Options) [][]Syllable {
	out := [][]Syllable{nil}
	for _, r := range word {
		all := t.all(r)
		if all == nil {
			return nil
		}
		if len(out)*len(all) > maxVariants {
			all = all[:1]
		}
		var longer [][]Syllable
		for _, head := range out {
			for _, s := range all {
				if opt.Near {
					s = t.classOf[s]
				}
				longer = append(longer, append(head[:len(head):len(head)], s))
			}
		}
		out = longer
	}
	return out
}

// insert hangs a variant into its chain, longer ones before shorter and of equal
// length in the order of the words.
func (x *Index) insert(i int32) {
	v := &x.variants[i]
	k := key(v.sounds[0], v.sounds[1], v.sounds[2])
	h := spread(k)
	f := h >> (32 - filterBits)
	x.bits[f/64] |= 1 << (f % 64)
	at := &x.heads[x.slot(k, h)]
	for *at != 0 && len(x.variants[*at-1].sounds) >= len(v.sounds) {
		at = &x.variants[*at-1].next
	}
	v.next, *at = *at, i+1
}

// slot returns where k stands in the table or, for a new k, takes its place.
func (x *Index) slot(k, h uint32) uint32 {
	mask := uint32(len(x.keys) - 1)
	for s := h & mask; ; s = (s + 1) & mask {
		if x.heads[s] == 0 {
			x.keys[s] = k
			return s
		}
		if x.keys[s] == k {
			return s
		}
	}
}

// chain returns the head for k, 0 where no word begins so.
func (x *Index) chain(k, h uint32) int32 {
	mask := uint32(len(x.keys) - 1)
	for s := h & mask; x.heads[s] != 0; s = (s + 1) & mask {
		if x.keys[s] == k {
			return x.heads[s]
		}
	}
	return 0
}

// key packs three syllables, of which there are fewer than 512.
func key(a, b, c Syllable) uint32 { return uint32(a)<<18 | uint32(b)<<9 | uint32(c) }

// spread is a multiplicative hash (Knuth, TAOCP 3, 6.4).
func spread(k uint32) uint32 {
	k *= 0x9e3779b1
	return k ^ k>>15
}
