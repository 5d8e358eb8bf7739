package train

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// cutSet is a text that people cut into words.
type cutSet struct {
	name      string
	sentences [][]string
}

// cutFormat is how a file writes words.
type cutFormat int

const (
	cutSpaced cutFormat = iota // a sentence a line, blanks between words
	cutTagged                  // the same, word_TAG
	cutConll                   // a word a line in the second column, an empty line after each sentence
)

// cutFiles are the sets that the segmenter is trained on, by their place in the
// folder of public data sets.
var cutFiles = [...]struct {
	name, path string
	format     cutFormat
}{
	{"SXU", "seg_other_hankcs/sxu/train.txt", cutSpaced},
	{"WTB", "seg_other_hankcs/wtb/train.conll", cutConll},
	{"ZX", "seg_other_hankcs/zx/train.zhuxian.wordpos", cutTagged},
	{"UD GSDSimp", "seg_ud_chinese/GSDSimp/zh_gsdsimp-ud-dev.conllu", cutConll},
}

func readCutSets(dir string) ([]cutSet, error) {
	var sets []cutSet
	for _, f := range cutFiles {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.path)))
		if err != nil {
			return nil, err
		}
		sentences := parseCuts(string(data), f.format)
		if len(sentences) == 0 {
			return nil, fmt.Errorf("%s: no sentences", f.path)
		}
		sets = append(sets, cutSet{f.name, sentences})
	}
	return sets, nil
}

// parseCuts returns the sentences of a file, leaving out empty ones.
func parseCuts(data string, format cutFormat) [][]string {
	var sentences [][]string
	var open []string
	flush := func() {
		if len(open) > 0 {
			sentences, open = append(sentences, open), nil
		}
	}
	for line := range strings.Lines(data) {
		fields := strings.Fields(line)
		if format != cutConll {
			for _, w := range fields {
				if at := strings.LastIndexByte(w, '_'); format == cutTagged && at > 0 {
					w = w[:at]
				}
				open = append(open, w)
			}
			flush()
			continue
		}
		switch {
		case len(fields) == 0:
			flush()
		case strings.HasPrefix(line, "#"), len(fields) < 2, strings.ContainsAny(fields[0], "-."):
			// Comments, and the joint forms and empty nodes of CoNLL-U.
		default:
			open = append(open, fields[1])
		}
	}
	flush()
	return sentences
}
