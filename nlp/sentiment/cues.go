package sentiment

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed cues.tsv
var cueList string

// negationReach is how many characters before a cue a negator governs it.
const negationReach = 4

// maxGroups is the number of groups that hits can hold.
const maxGroups = 32

// gap stands in a phrase for up to gapReach characters of one clause.
const (
	gap      = "*"
	gapReach = 8
)

// cue is a phrase of a group.
type cue struct {
	first rune
	rest  []rune // after the first character, up to a gap
	tail  []rune // after the gap; empty where there is none
	group int
	latin bool
}

// headSpace is the number of classes of first characters.
const headSpace = 4096

// cues finds cue phrases in folded text.
type cues struct {
	groups []string
	// phrases are sorted by the class of their first character; those of class h
	// are phrases[begins[h]:begins[h+1]]. Most places of a text need no further
	// look.
	phrases []cue
	begins  [headSpace + 1]uint16
	// seconds holds the second character of each of phrases, 0 where it has none
	// before a gap or its end: most that begin alike are told apart by these
	// alone, which lie close together.
	seconds []rune
}

func headClass(r rune) uint32 { return uint32(r) % headSpace }

// parseCues reads the cue list.
func parseCues(list string) (*cues, error) {
	c := &cues{}
	n := 0
	for line := range strings.Lines(list) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		group, phrases, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("cues.tsv:%d: no tab between group and phrases", n)
		}
		for phrase := range strings.SplitSeq(phrases, "|") {
			begin, tail, gapped := strings.Cut(phrase, gap)
			runes := []rune(begin)
			if len(runes) == 0 || gapped && tail == "" {
				return nil, fmt.Errorf("cues.tsv:%d: empty phrase", n)
			}
			c.phrases = append(c.phrases, cue{
				first: runes[0], rest: runes[1:], tail: []rune(tail), group: len(c.groups), latin: isLatin(runes[0]),
			})
		}
		if c.groups = append(c.groups, group); len(c.groups) > maxGroups {
			return nil, fmt.Errorf("cues.tsv:%d: more than %d groups", n, maxGroups)
		}
	}
	slices.SortStableFunc(c.phrases, func(a, b cue) int { return cmp.Compare(headClass(a.first), headClass(b.first)) })
	for _, q := range c.phrases {
		c.begins[headClass(q.first)+1]++
		second := rune(0)
		if len(q.rest) > 0 {
			second = q.rest[0]
		}
		c.seconds = append(c.seconds, second)
	}
	for h := range headSpace {
		c.begins[h+1] += c.begins[h]
	}
	return c, nil
}

// hits are bit sets over groups: found plainly, and found under a negator.
type hits struct {
	plain, negated uint32
}

func (h hits) has(group int) bool { return h.plain>>group&1 != 0 }

// find returns the groups with a phrase in text.
func (c *cues) find(text []rune) hits {
	var h hits
	for i, r := range text {
		class := headClass(r)
		from, to := c.begins[class], c.begins[class+1]
		if from == to {
			continue
		}
		next := rune(-1)
		if i+1 < len(text) {
			next = text[i+1]
		}
		for k, second := range c.seconds[from:to] {
			if second != next && second != 0 {
				continue
			}
			cue := &c.phrases[int(from)+k]
			if cue.first != r || !cue.matches(text, i) {
				continue
			}
			if negatedAt(text, i) {
				h.negated |= 1 << cue.group
			} else {
				h.plain |= 1 << cue.group
			}
		}
	}
	return h
}

// matches tells whether the cue stands at text[i], whose character is its
// first.
func (q *cue) matches(text []rune, i int) bool {
	end := i + 1 + len(q.rest)
	if end > len(text) {
		return false
	}
	for k, r := range q.rest {
		if text[i+1+k] != r {
			return false
		}
	}
	if len(q.tail) > 0 {
		return q.tailAfter(text[end:])
	}
	if !q.latin {
		return true
	}
	return (i == 0 || !isLatin(text[i-1])) && (end == len(text) || !isLatin(text[end]))
}

// tailAfter tells whether the tail begins within reach in text, before the end
// of its clause.
func (q *cue) tailAfter(text []rune) bool {
	for i, r := range text[:min(len(text), gapReach+1)] {
		if r == q.tail[0] && len(text)-i >= len(q.tail) && slices.Equal(text[i:i+len(q.tail)], q.tail) {
			return true
		}
		if endsClause(r) {
			return false
		}
	}
	return false
}

func endsClause(r rune) bool {
	switch r {
	case ',', '.', '?', '!', ';', '，', '。', '？', '！', '；', '、':
		return true
	default:
		return false
	}
}

// negatedAt tells whether a negator stands within reach before text[i], in the
// same clause.
func negatedAt(text []rune, i int) bool {
	for k := i - 1; k >= 0 && k >= i-negationReach; k-- {
		switch r := text[k]; r {
		case '没', '不', '未', '无', '冇', '别':
			return true
		case 'o', 't':
			if latinNegator(text, k) {
				return true
			}
		default:
			if endsClause(r) {
				return false
			}
		}
	}
	return false
}

// latinNegator tells whether no, not or n't ends at text[k].
func latinNegator(text []rune, k int) bool {
	if k+1 < len(text) && isLatin(text[k+1]) {
		return false
	}
	begin := k
	for begin > 0 && (isLatin(text[begin-1]) || text[begin-1] == '\'') {
		begin--
	}
	word := string(text[begin : k+1])
	return word == "no" || word == "not" || strings.HasSuffix(word, "n't")
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }
