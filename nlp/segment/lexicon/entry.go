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
)

// Entry is a word of a list.
type Entry struct {
	Word string
	// Freq is the count of the word in a corpus of the size that the general
	// dictionary was counted in (tens of millions of words); 0 where the list
	// gives none.
	Freq float64
	// POS is the part of speech, empty where the list gives none.
	POS string
}

// maxWordLength bounds a word in bytes: what is longer is a line gone wrong.
const maxWordLength = 200

// noFreq stands for the frequency of an entry that has a tag and none.
const noFreq = "-"

// Parse reads a word list: one entry a line, "word [freq [pos]]" separated by
// blanks, where a freq of "-" stands for none. Empty lines and lines that start
// with # are left out. The error names the list and the line.
func Parse(name string, r io.Reader) ([]Entry, error) {
	var entries []Entry
	lines := bufio.NewScanner(r)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimPrefix(lines.Text(), "\ufeff")
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		e, err := parseEntry(fields)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		entries = append(entries, e)
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
	if len(e.Word) > maxWordLength {
		return Entry{}, fmt.Errorf("word of %d bytes, at most %d", len(e.Word), maxWordLength)
	}
	if len(fields) > 1 && fields[1] != noFreq {
		f, err := strconv.ParseFloat(fields[1], 64)
		if err != nil || !(f > 0) || math.IsInf(f, 0) {
			return Entry{}, fmt.Errorf("frequency %q is not a positive number", fields[1])
		}
		e.Freq = f
	}
	if len(fields) > 2 {
		e.POS = fields[2]
	}
	return e, nil
}
