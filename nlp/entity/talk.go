package entity

import (
	"huifang/nlp/disfluency"
	"huifang/nlp/names"
	"huifang/nlp/value"
	"huifang/schemas"
)

// talk is the working state of one call.
type talk struct {
	turns   []turn
	known   *gazetteer    // names that this call is about or has brought up
	runes   []rune        // the texts of all turns, folded but for case
	values  []value.Value // the values of all turns
	digits  []byte        // the digits of all turns' runs
	covered []bool        // scratch for tag and settle
	links   linker
	sounds  soundNames
	names   []names.Name // scratch for tag

	view disfluency.View // a turn without its disfluencies
}

// reset makes t ready for a call of n turns, keeping what it has allocated.
func (t *talk) reset(n int) {
	t.known.clear()
	t.runes, t.values, t.digits = t.runes[:0], t.values[:0], t.digits[:0]
	for len(t.turns) < n {
		t.turns = append(t.turns, turn{})
	}
	t.turns = t.turns[:n]
	for i := range t.turns {
		turn := &t.turns[i]
		turn.runs, turn.taken, turn.found = turn.runs[:0], turn.taken[:0], turn.found[:0]
	}
}

type turn struct {
	text   []rune
	role   string
	values []value.Value
	runs   []digitRun
	taken  []bool // runs that belong to a number told over several turns
	found  []candidate
}

func (t *turn) add(c candidate) { t.found = append(t.found, c) }

// valueBefore returns where the last value ends that ends before the rune at k.
func (t *turn) valueBefore(k int) int {
	end := 0
	for _, v := range t.values {
		if v.End >= k {
			break
		}
		end = v.End
	}
	return end
}

func (t *talk) before(i int) []rune {
	if i == 0 {
		return nil
	}
	return t.turns[i-1].text
}

func (t *talk) longest() int {
	n := 0
	for i := range t.turns {
		n = max(n, len(t.turns[i].text))
	}
	return n
}

// entities appends the wire form of what was settled on to dst. Surfaces are cut
// from text, which is t.text as it came.
func (t *turn) entities(dst []schemas.Entity, text string) []schemas.Entity {
	at, rest := 0, text
	for k := range t.found {
		c := &t.found[k]
		rest = rest[byteLength(rest, c.start-at):]
		n := byteLength(rest, c.end-c.start)
		surface := rest[:n]
		at, rest = c.end, rest[n:]
		if c.value > 0 {
			dst = append(dst, t.values[c.value-1].EntityWith(surface))
			continue
		}
		dst = append(dst, c.entity(surface))
	}
	return dst
}

// byteLength returns how many bytes the first n code points of s take.
func byteLength(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}
