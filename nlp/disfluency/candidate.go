package disfluency

import (
	"slices"

	"huifang/schemas"
)

// candidate is a stretch that may be a disfluency.
type candidate struct {
	start, end int
	kind       uint8
	// filler is the word, for fillers.
	filler *filler
	// length of the first copy and where the second begins, for repeats and
	// restarts.
	length, second int
	// run tells that another candidate filler touches it.
	run bool
}

// Kinds as they are painted.
const (
	kindNone uint8 = iota
	kindFiller
	kindRestart
	kindRepeat
	kindRepair
)

// kindNames are the kinds as in package schemas.
var kindNames = [...]string{"", schemas.DisfluencyFiller, schemas.DisfluencyRestart, schemas.DisfluencyRepeat, schemas.DisfluencyRepair}

const (
	// reach is how far apart two copies of a repeat begin at most.
	reach = 10
	// minRestart is how much of a beginning must be said again for a restart;
	// maxGiven is what it gives up at most, maxUnbroken where nothing marks the
	// break.
	minRestart, maxGiven, maxUnbroken = 2, 7, 3
)

// text is a turn while it is looked at.
type text struct {
	runes  []rune
	tokens []schemas.Token
	// monologue tells that the turn answers nobody.
	monologue bool
	// token holds, by rune, the index of its token.
	token []int32
	// latin tells that some token is Latin.
	latin bool
	// paint is the kind of each rune so far.
	paint []uint8
	found []candidate
}

// reset prepares x for a turn. Blanks belong to the token before them.
func (x *text) reset(runes []rune, tokens []schemas.Token, monologue bool) {
	x.runes, x.tokens, x.monologue = runes, tokens, monologue
	x.found, x.latin = x.found[:0], false
	n := len(runes)
	x.token, x.paint = slices.Grow(x.token[:0], n)[:n], slices.Grow(x.paint[:0], n)[:n]
	clear(x.paint)
	at := 0
	for i := range tokens {
		end := n
		if i+1 < len(tokens) {
			end = min(tokens[i+1].Start, n)
		}
		x.latin = x.latin || tokens[i].Start < n && isLatin(runes[tokens[i].Start])
		for ; at < end; at++ {
			x.token[at] = int32(i)
		}
	}
}

// begins reports that a token begins at rune i, or the text ends there; without
// tokens any rune begins one.
func (x *text) begins(i int) bool {
	return i >= len(x.runes) || len(x.tokens) == 0 || x.tokens[x.token[i]].Start == i || x.runes[i] == ' '
}

// tag is the part of speech of the token at rune i, its first letter; 0 outside
// the text and where it is unknown.
func (x *text) tag(i int) byte {
	if i < 0 || i >= len(x.runes) || len(x.tokens) == 0 {
		return 0
	}
	if pos := x.tokens[x.token[i]].POS; pos != "" {
		return pos[0]
	}
	return 0
}

// word is what the token at rune i says, nil outside the text.
func (x *text) word(i int) []rune {
	if i < 0 || i >= len(x.runes) {
		return nil
	}
	if len(x.tokens) == 0 {
		return x.runes[i : i+1]
	}
	t := x.tokens[x.token[i]]
	return x.runes[t.Start:min(t.End, len(x.runes))]
}

func (x *text) rune(i int) rune {
	if i < 0 || i >= len(x.runes) {
		return 0
	}
	return x.runes[i]
}
