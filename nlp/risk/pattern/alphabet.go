package pattern

// alphabet numbers the characters that steps look at; all others are symbol 0.
type alphabet struct {
	symbols uint16
	ids     map[rune]uint16
	// page is ids as an array for the characters below its length.
	page []uint16
}

// pageSize covers the Basic Multilingual Plane up to the end of CJK ideographs.
const pageSize = 0xa000

func newAlphabet() *alphabet {
	return &alphabet{symbols: 1, ids: map[rune]uint16{}, page: make([]uint16, pageSize)}
}

// intern returns the symbol of r, a new one for a new character. Only during
// compilation.
func (a *alphabet) intern(r rune) uint16 {
	if sym, ok := a.ids[r]; ok {
		return sym
	}
	sym := a.symbols
	a.symbols++
	a.ids[r] = sym
	if r >= 0 && int(r) < len(a.page) {
		a.page[r] = sym
	}
	return sym
}

func (a *alphabet) symbol(r rune) uint16 {
	if r >= 0 && int(r) < len(a.page) {
		return a.page[r]
	}
	return a.ids[r]
}
