package pinyin

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// Syllable is a toneless syllable of Mandarin, ü written v; the zero value is
// none. Values are good within a process only.
type Syllable uint16

// usual lists syllables, each with the characters that are mostly read so;
// other lists characters, each with the further readings that are common in
// words. See README.md for the sources.
//
//go:embed readings.tsv
var usual string

//go:embed other.tsv
var other string

const (
	firstHan = 0x4e00
	endHan   = 0xa000
)

// table is how characters are read.
type table struct {
	// syllables holds the usual reading by character, near its class.
	syllables, near [endHan - firstHan]Syllable
	names           []string
	classOf         []Syllable
	others          map[rune][]Syllable
}

// readings is built on first use, so that a program that reads nothing does not
// pay for it.
var readings = sync.OnceValue(func() *table {
	t := &table{names: []string{""}, others: map[rune][]Syllable{}}
	ids := map[string]Syllable{}
	for line := range strings.Lines(usual) {
		name, chars, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		s := Syllable(len(t.names))
		ids[name] = s
		t.names = append(t.names, name)
		for _, r := range chars {
			t.syllables[r-firstHan] = s
		}
	}
	for line := range strings.Lines(other) {
		char, more, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		r, _ := utf8.DecodeRuneInString(char)
		for name := range strings.FieldsSeq(more) {
			t.others[r] = append(t.others[r], ids[name])
		}
	}
	t.classOf = nearClasses(t.names)
	for i, s := range t.syllables {
		t.near[i] = t.classOf[s]
	}
	return t
})

// Of returns the usual reading of a folded character, 0 for what is no Chinese
// character or not known.
func Of(r rune) Syllable { return readings().of(r) }

func (t *table) of(r rune) Syllable {
	if r < firstHan || r >= endHan {
		return 0
	}
	return t.syllables[r-firstHan]
}

// Append appends the usual reading of each character of text to dst and returns
// it.
func Append(dst []Syllable, text []rune) []Syllable {
	t := readings()
	for _, r := range text {
		dst = append(dst, t.of(r))
	}
	return dst
}

// String returns the syllable's spelling, such as zhang.
func (s Syllable) String() string {
	if names := readings().names; int(s) < len(names) {
		return names[s]
	}
	return ""
}
