package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Entry is a word of a list.
type Entry struct {
	Word string
	// Freq is the count of the word in a corpus of the size that the general
	// dictionary was counted in (some 60 million words); 0 where the list gives
	// none.
	Freq float64
	// POS is the part of speech, empty where the list gives none.
	POS string
}

// maxWordLength and maxTagLength bound a word and its part of speech in bytes:
// what is longer is a line gone wrong.
const (
	maxWordLength = 200
	maxTagLength  = 16
)

// noFreq stands for the frequency of an entry that has a tag and none.
const noFreq = "-"

// Parse reads a word list: one entry a line, "word [freq [pos]]" separated by
// blanks or tabs, of full width too, where a freq of "-" stands for none. Lines
// end in LF or CRLF; a byte order mark is passed over, and so are empty lines and
// lines that start with #. Of a word that is listed again the first entry counts.
// The error names the list, the line and what is wrong with it.
func Parse(name string, r io.Reader) ([]Entry, error) {
	var entries []Entry
	listed := map[string]bool{}
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		e, err := parseEntry(fields)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if !listed[e.Word] {
			listed[e.Word] = true
			entries = append(entries, e)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
	}
	return entries, nil
}

// ParseFile reads the word list in a file, see Parse.
func ParseFile(path string) ([]Entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Parse(path, f)
}

func parseEntry(fields []string) (Entry, error) {
	if len(fields) > 3 {
		return Entry{}, fmt.Errorf("%d fields, want word [freq [pos]]", len(fields))
	}
	e := Entry{Word: strings.ToValidUTF8(fields[0], "")}
	if e.Word != fields[0] {
		return Entry{}, errors.New("word is not valid UTF-8")
	}
	if at := strings.IndexFunc(e.Word, unlisted); at >= 0 {
		r, _ := utf8.DecodeRuneInString(e.Word[at:])
		return Entry{}, fmt.Errorf("word %q with %U, which no word has", e.Word, r)
	}
	if len(e.Word) > maxWordLength {
		return Entry{}, fmt.Errorf("word of %d bytes, at most %d", len(e.Word), maxWordLength)
	}
	if len(fields) > 1 && fields[1] != noFreq {
		f, err := strconv.ParseFloat(halfWidth(fields[1]), 64)
		if err != nil || !(f > 0) || math.IsInf(f, 0) {
			return Entry{}, fmt.Errorf("frequency %q is not a positive number", fields[1])
		}
		e.Freq = f
	}
	if len(fields) > 2 {
		e.POS = fields[2]
		if len(e.POS) > maxTagLength || !utf8.ValidString(e.POS) {
			return Entry{}, fmt.Errorf("part of speech %q is none", e.POS)
		}
	}
	return e, nil
}

// unlisted reports whether r cannot be in a word: a control character, which
// tells of a file that is no list, or a code point beyond what a trie holds.
func unlisted(r rune) bool { return unicode.IsControl(r) || r == '\ufeff' || r >= codeSpace }

// halfWidth is a number with its digits and signs in half width.
func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}
