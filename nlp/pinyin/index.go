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
	seen := make(map[string]bool, len(words))
	var runes []rune      // of all words
	var sounds []Syllable // of all variants
	for i, w := range words {
		if seen[w] {
			continue
		}
		seen[w] = true
		from := len(runes)
		for _, r := range w {
			runes = append(runes, r)
		}
		word := runes[from:len(runes):len(runes)]
		x.words[i] = word
		for n := range t.variants(word) {
			from := len(sounds)
			for _, r := range word {
				s := t.reading(r, &n)
				if opt.Near {
					s = t.classOf[s]
				}
				sounds = append(sounds, s)
			}
			x.variants = append(x.variants, variant{word: int32(i), sounds: sounds[from:len(sounds):len(sounds)]})
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

// variants is the number of ways to read word, at most maxVariants; 0 where it is
// too short or a character has no reading.
func (t *table) variants(word []rune) int {
	if len(word) < MinSyllables {
		return 0
	}
	n := 1
	for _, r := range word {
		if t.of(r) == 0 {
			return 0
		}
		if more := n * (1 + len(t.others[r])); more <= maxVariants {
			n = more
		}
	}
	return n
}

// reading is that of r in variant n of a word, of which it takes off r's part.
func (t *table) reading(r rune, n *int) Syllable {
	others := t.others[r]
	k := *n % (1 + len(others))
	*n /= 1 + len(others)
	if k > 0 {
		return others[k-1]
	}
	return t.of(r)
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
