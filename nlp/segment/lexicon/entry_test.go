package lexicon

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

//go:embed testdata/lists.tsv
var listCases string

func TestParse(t *testing.T) {
	for line := range strings.Lines(listCases) {
		in, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got := parsed(in); got != want {
			t.Errorf("Parse(%q) = %q, want %q", in, got, want)
		}
	}
}

func parsed(list string) string {
	entries, err := Parse("list", strings.NewReader(list))
	if err != nil {
		return "error: " + err.Error()
	}
	var out []string
	for _, e := range entries {
		freq := ""
		if e.Freq != 0 {
			freq = fmt.Sprint(e.Freq)
		}
		out = append(out, e.Word+"|"+freq+"|"+e.POS)
	}
	return strings.Join(out, ";")
}

func TestParseNamesTheLine(t *testing.T) {
	for list, want := range map[string]string{
		"流贷 3\n\n抽贷 x\n":                     "words.txt:3: ",
		"\xff\n":                             "words.txt:1: word is not valid UTF-8",
		"流贷\r\n\r\n抽贷\t３x\tv\r\n":            "words.txt:3: frequency \"３x\" is not",
		"流贷\n贷\ufeff款\n":                     "words.txt:2: word \"贷\\ufeff款\" with U+FEFF",
		"PK\x03\x04\n":                       "words.txt:1: word \"PK\\x03\\x04\" with U+0003",
		"贷\U000f0000\n":                      "words.txt:1: word ",
		"流贷 3 " + strings.Repeat("n", 20):    "words.txt:1: part of speech ",
		strings.Repeat("长", 100):             "words.txt:1: word of 300 bytes",
		"流贷\n" + strings.Repeat("a ", 1<<16): "words.txt:2: ",
	} {
		_, err := Parse("words.txt", strings.NewReader(list))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Parse(%.20q): error %v, want %s…", list, err, want)
		}
	}
}

func TestParseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(path, []byte("流贷\n抽贷 x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ParseFile(path); err == nil || !strings.HasPrefix(err.Error(), path+":2: ") {
		t.Errorf("error %v does not name file and line", err)
	}
	if _, err := ParseFile(path + ".absent"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
}

func FuzzParse(f *testing.F) {
	for line := range strings.Lines(listCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, list string) {
		entries, err := Parse("list", strings.NewReader(list))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "list:") {
				t.Errorf("error %q does not name the list", err)
			}
			return
		}
		for _, e := range entries {
			if e.Word == "" || !utf8.ValidString(e.Word) || e.Freq < 0 || strings.ContainsAny(e.Word, " \t\n") {
				t.Errorf("Parse(%q) yields %+v", list, e)
			}
		}
	})
}

// A file as spreadsheets and editors of Windows write it.
func TestParseForeignForms(t *testing.T) {
	list := "\ufeff# 用户词典\r\n川渝鑫泰\t１２\tnt\r\n鑫泰贷　３．５　n\r\n\r\n川渝鑫泰 9 nz\r\n流贷"
	if got, want := parsed(list), "川渝鑫泰|12|nt;鑫泰贷|3.5|n;流贷||"; got != want {
		t.Errorf("entries %s, want %s", got, want)
	}
}
