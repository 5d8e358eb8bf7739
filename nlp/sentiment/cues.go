package sentiment

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed cues.tsv
var cueList string

// negationReach is how many characters before a cue a negator governs it.
const negationReach = 4

// maxGroups is the number of groups that hits can hold.
const maxGroups = 32

// cue is a phrase of a group.
type cue struct {
	rest  []rune // after the first character
	group int
	latin bool
}

// cues finds cue phrases in folded text.
type cues struct {
	groups []string
	byHead map[rune][]cue
	// heads marks the lower bits of the first characters: most places of a text
	// need no further look.
	heads [headSpace]bool
}

const headSpace = 4096

// parseCues reads the cue list.
func parseCues(list string) (*cues, error) {
	c := &cues{byHead: map[rune][]cue{}}
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
			runes := []rune(phrase)
			if len(runes) == 0 {
				return nil, fmt.Errorf("cues.tsv:%d: empty phrase", n)
			}
			c.heads[runes[0]%headSpace] = true
			c.byHead[runes[0]] = append(c.byHead[runes[0]], cue{rest: runes[1:], group: len(c.groups), latin: isLatin(runes[0])})
		}
		if c.groups = append(c.groups, group); len(c.groups) > maxGroups {
			return nil, fmt.Errorf("cues.tsv:%d: more than %d groups", n, maxGroups)
		}
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
		if !c.heads[uint32(r)%headSpace] {
			continue
		}
		for _, cue := range c.byHead[r] {
			if !cue.matches(text, i) {
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
	if !q.latin {
		return true
	}
	return (i == 0 || !isLatin(text[i-1])) && (end == len(text) || !isLatin(text[end]))
}

// negatedAt tells whether a negator stands within reach before text[i], in the
// same clause.
func negatedAt(text []rune, i int) bool {
	for k := i - 1; k >= 0 && k >= i-negationReach; k-- {
		switch text[k] {
		case '没', '不', '未', '无', '冇', '别':
			return true
		case 'o', 't':
			if latinNegator(text, k) {
				return true
			}
		case ',', '.', '?', '!', ';', '，', '。', '？', '！', '；', '、':
			return false
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
