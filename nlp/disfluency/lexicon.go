package disfluency

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed fillers.tsv
var fillerList string

// class is a kind of word that may be a filler.
type class uint8

const (
	hesitation    class = iota // 呃
	interjection               // 哎
	particle                   // 呢
	demonstrative              // 那个
	discourse                  // 就是说
)

// filler is a word that may be a filler.
type filler struct {
	text  []rune
	class class
	// monologue marks words that count in monologues only.
	monologue bool
	// id is the word's number for features. It is a hash, so that the order of
	// the list does not show in a model.
	id uint32
}

// lexicon finds fillers. It is immutable and safe for concurrent use.
type lexicon struct {
	// first marks the characters that some filler begins with, as bits.
	first [(endHan - firstHan + 63) / 64]uint64
	// byFirst lists fillers by the low byte of their first character, the longest
	// first.
	byFirst [1 << 8][]filler
}

const (
	firstHan = 0x4e00
	endHan   = 0xa000
)

func parseLexicon(list string) (*lexicon, error) {
	classes := map[string]class{
		"hesitation": hesitation, "interjection": interjection, "particle": particle,
		"demonstrative": demonstrative, "discourse": discourse,
	}
	l := &lexicon{}
	for line := range strings.Lines(list) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		word, name, _ := strings.Cut(line, "\t")
		name, register, _ := strings.Cut(name, "\t")
		c, ok := classes[name]
		text := []rune(word)
		if !ok || word == "" || !isHan(text[0]) {
			return nil, fmt.Errorf("fillers: %q is not a Chinese word and a class", line)
		}
		f := filler{text: text, class: c, monologue: register == "monologue", id: hashRunes(text)}
		l.first[(text[0]-firstHan)/64] |= 1 << ((text[0] - firstHan) % 64)
		b := byte(text[0])
		l.byFirst[b] = append(l.byFirst[b], f)
	}
	for _, fs := range l.byFirst {
		slices.SortStableFunc(fs, func(a, b filler) int { return len(b.text) - len(a.text) })
	}
	return l, nil
}

// at returns the longest filler that begins at rune i and ends where a token does,
// as it begins; nil where there is none.
func (l *lexicon) at(x *text, i int) *filler {
	r := x.runes[i]
	if !isHan(r) || l.first[(r-firstHan)/64]>>((r-firstHan)%64)&1 == 0 || !x.begins(i) {
		return nil
	}
	fs := l.byFirst[byte(r)]
	for k := range fs {
		f := &fs[k]
		end := i + len(f.text)
		if end <= len(x.runes) && (x.monologue || !f.monologue) && slices.Equal(x.runes[i:end], f.text) && x.begins(end) {
			return f
		}
	}
	return nil
}

func isHan(r rune) bool { return r >= firstHan && r < endHan }

// isPause reports punctuation and blanks that part clauses; recognisers write
// pauses as blanks.
func isPause(r rune) bool {
	switch r {
	case ',', '，', '、', ' ', '。', '!', '?', ';', ':', '…', '—', '\n', '.', '~', '"', '“', '”':
		return true
	}
	return false
}

// endsSentence reports punctuation that closes a sentence.
func endsSentence(r rune) bool {
	switch r {
	case '。', '!', '?', '…', ';', '\n':
		return true
	}
	return false
}
