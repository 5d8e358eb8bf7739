//go:build !ne

package segment

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/go-ego/gse"

	"huifang/nlp/segment/lexicon/gsedict"
)

// dataVariable names the folder of public data sets, laid out as the card of the
// model tells.
const dataVariable = "HUIFANG_DATA"

// standardSets are hand-cut texts: path below the data directory and format.
var standardSets = []struct{ name, path, format string }{
	{"sxu", "seg_other_hankcs/sxu/train.txt", "words"},
	{"wtb", "seg_other_hankcs/wtb/train.conll", "conll"},
	{"wtb-dev", "seg_other_hankcs/wtb/dev.conll", "conll"},
	{"zx", "seg_other_hankcs/zx/train.zhuxian.wordpos", "tagged"},
	{"ud-gsdsimp", "seg_ud_chinese/GSDSimp/zh_gsdsimp-ud-dev.conllu", "conll"},
}

// readWords returns the sentences of a hand-cut text.
func readWords(t testing.TB, path, format string) [][]string {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skip(err)
	}
	var sentences [][]string
	var open []string
	flush := func() {
		if len(open) > 0 {
			sentences, open = append(sentences, open), nil
		}
	}
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		switch {
		case format == "conll" && len(fields) == 0:
			flush()
		case format == "conll" && strings.HasPrefix(line, "#"):
		case format == "conll":
			if strings.ContainsAny(fields[0], "-.") {
				continue
			}
			open = append(open, fields[1])
		default:
			for _, f := range fields {
				if at := strings.LastIndex(f, "_"); format == "tagged" && at > 0 {
					f = f[:at]
				}
				open = append(open, f)
			}
			flush()
		}
	}
	flush()
	return sentences
}

// agreement counts words that two ways to cut have in common.
type agreement struct{ gold, found, same int }

func (a agreement) f1() float64 { return 2 * float64(a.same) / float64(a.gold+a.found) }

func (a *agreement) add(gold, found []int) {
	a.gold += len(gold)
	a.found += len(found)
	i, j, from, start := 0, 0, 0, 0
	for i < len(gold) && j < len(found) {
		switch {
		case gold[i] < found[j]:
			from = gold[i]
			i++
		case gold[i] > found[j]:
			start = found[j]
			j++
		default:
			if from == start {
				a.same++
			}
			from, start = gold[i], found[j]
			i++
			j++
		}
	}
}

// ends returns where words end, white space not counted.
func ends(words []string) []int {
	var out []int
	at := 0
	for _, w := range words {
		n := 0
		for _, r := range w {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		if n > 0 {
			at += n
			out = append(out, at)
		}
	}
	return out
}

// On no text that people cut are the default engine and the bare one worse than
// gse. Most of these texts are trained on; the scores of sets left out are in
// docs/models/segment.md.
func TestNotBelowGSE(t *testing.T) {
	root := os.Getenv(dataVariable)
	if root == "" {
		t.Skipf("%s does not name the folder of public data sets", dataVariable)
	}
	ref := must[*gse.Segmenter](t)(gsedict.Load())
	alone := must[*Unigram](t)(bare())
	u := must[*Unigram](t)(shipped())
	for _, set := range standardSets {
		var cutOf, cutFalse, words, ours agreement
		for _, sentence := range readWords(t, filepath.Join(root, set.path), set.format) {
			gold := ends(sentence)
			text := strings.Join(sentence, "")
			cutOf.add(gold, ends(ref.Cut(text)))
			cutFalse.add(gold, ends(ref.Cut(text, false)))
			words.add(gold, ends(cut(alone, text)))
			ours.add(gold, ends(cut(u, text)))
		}
		t.Logf("%-10s F1: gse's Cut %.4f, without the hidden Markov model %.4f, the same dictionary %.4f, shipped words %.4f",
			set.name, cutOf.f1(), cutFalse.f1(), words.f1(), ours.f1())
		reference := max(cutOf.f1(), cutFalse.f1())
		if words.f1() < reference || ours.f1() < reference {
			t.Errorf("%s: below gse's %.4f", set.name, reference)
		}
	}
}
