package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// WordReport scores a segmentation: Words over the spans of words. A word is
// right where both its ends are. What lies between gold words (blanks) belongs
// to none.
type WordReport struct {
	Sentences int    `json:"sentences"`
	Words     Counts `json:"words"`
}

// Add scores got against want, which hold the same characters cut into words.
// Blanks inside words of got are passed over.
func (r *WordReport) Add(want, got []string) {
	r.Sentences++
	r.Words.add(setCounts(wordSpans(want), wordSpans(got)))
}

// wordSpans are the words of a sentence as spans over its characters other than
// blanks.
func wordSpans(words []string) map[[2]int]bool {
	spans := map[[2]int]bool{}
	at := 0
	for _, w := range words {
		n := 0
		for range strings.Join(strings.Fields(w), "") {
			n++
		}
		if n > 0 {
			spans[[2]int{at, at + n}] = true
		}
		at += n
	}
	return spans
}

// ReadWords calls fn with the words of each sentence of r, in either of two
// forms: a sentence a line with blanks between words, or CoNLL columns (number,
// word, …) with an empty line after each sentence. The first line that is
// neither empty nor a comment tells which. Errors name the line.
func ReadWords(r io.Reader, fn func(words []string) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<22)
	var sentence []string
	flush := func() error {
		if len(sentence) == 0 {
			return nil
		}
		words := sentence
		sentence = nil
		return fn(words)
	}
	columns, known := false, false
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSuffix(in.Text(), "\r")
		if columns && strings.HasPrefix(text, "#") {
			continue
		}
		if strings.TrimSpace(text) == "" {
			if err := flush(); err != nil {
				return err
			}
			continue
		}
		if !known {
			if strings.HasPrefix(text, "# ") {
				continue
			}
			known, columns = true, isColumns(text)
		}
		if !columns {
			sentence = strings.Fields(text)
			if err := flush(); err != nil {
				return err
			}
			continue
		}
		word, ok, err := columnWord(text)
		if err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
		if ok {
			sentence = append(sentence, word)
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return flush()
}

func isColumns(line string) bool {
	number, _, ok := strings.Cut(line, "\t")
	return ok && number == "1"
}

// columnWord returns the word of a CoNLL line; false for the lines of CoNLL-U
// that span several words (3-4) or stand for an omitted one (3.1).
func columnWord(line string) (string, bool, error) {
	number, rest, ok := strings.Cut(line, "\t")
	word, _, _ := strings.Cut(rest, "\t")
	if !ok || word == "" {
		return "", false, fmt.Errorf("%q has no word in its second column", line)
	}
	return word, !strings.ContainsAny(number, "-."), nil
}

// Segmenter cuts a line into words, with a blank between two.
type Segmenter interface {
	Append(dst []byte, line string) []byte
}

// WordComparison scores a segmenter beside a reference on the same sentences.
type WordComparison struct {
	Huifang WordReport `json:"huifang"`
	// GSE is the reference: gse with its own dictionary alone.
	GSE WordReport `json:"gse"`
}

// Add lets both cut the sentence that words make up: Latin words keep a blank
// between them, as they are written.
func (c *WordComparison) Add(words []string, ours, reference Segmenter) {
	line := joinWords(words)
	c.Huifang.Add(words, strings.Fields(string(ours.Append(nil, line))))
	c.GSE.Add(words, strings.Fields(string(reference.Append(nil, line))))
}

func joinWords(words []string) string {
	var b strings.Builder
	latin := false
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if latin && isLatin(first) {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		latin = isLatin(last)
	}
	return b.String()
}

func isLatin(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
