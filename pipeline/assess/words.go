package assess

import (
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/normalize"
	"huifang/nlp/phrase"
	"huifang/nlp/risk"
	"huifang/schemas"
)

//go:embed departures.yaml
var departuresYAML []byte

// departure is a stated change of a field, carried by a signal or by words on
// the field's topic. See departures.yaml for what its parts mean.
type departure struct {
	Field    string
	File     string
	Unless   []string
	Codes    []string
	Words    []string
	Said     []string
	Denial   bool
	Severity string
	// AtLeast is the least severity of the signal.
	AtLeast int `yaml:"at_least"`
	Reason  string
}

// Kinds of words of departures.yaml; those of departure i follow, three each.
const (
	wordBaseline = iota
	wordComparable
	wordLoss
	wordPledged
	wordUnsaid
	wordKinds
)

// wordsOf, saidOf and unlessOf are the kinds of departure i's expressions.
func wordsOf(i int) int  { return wordKinds + 3*i }
func saidOf(i int) int   { return wordKinds + 3*i + 1 }
func unlessOf(i int) int { return wordKinds + 3*i + 2 }

// words is departures.yaml, compiled.
type words struct {
	departures []departure
	lexicon    *phrase.Lexicon
	kind       []int // per expression
	// topical holds the fields that departures speak of by said expressions.
	topical map[string]bool
}

// wordSet tells which kinds of words a text has.
type wordSet []bool

func (s wordSet) has(kind int) bool { return kind < len(s) && s[kind] }

func loadWords(data []byte, rs *risk.RuleSet) (*words, error) {
	var file struct {
		Departures                                  []departure
		Baseline, Comparable, Loss, Pledged, Unsaid []string
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("departures: %w", err)
	}
	w := &words{departures: file.Departures, topical: map[string]bool{}}
	var exprs []string
	add := func(kind int, list []string) {
		exprs = append(exprs, list...)
		for range list {
			w.kind = append(w.kind, kind)
		}
	}
	add(wordBaseline, file.Baseline)
	add(wordComparable, file.Comparable)
	add(wordLoss, file.Loss)
	add(wordPledged, file.Pledged)
	add(wordUnsaid, file.Unsaid)
	for i, d := range file.Departures {
		if severityRank(d.Severity) < 0 {
			return nil, fmt.Errorf("departures: %s has unknown severity %q", d.Field, d.Severity)
		}
		for _, code := range d.Codes {
			if _, ok := rs.Signal(code); !ok {
				return nil, fmt.Errorf("departures: %s names unknown code %q", d.Field, code)
			}
		}
		add(wordsOf(i), d.Words)
		add(saidOf(i), d.Said)
		if len(d.Said) > 0 {
			w.topical[d.Field] = true
		}
		add(unlessOf(i), d.Unless)
	}
	var err error
	if w.lexicon, err = phrase.Compile(exprs); err != nil {
		return nil, fmt.Errorf("departures: %w", err)
	}
	return w, nil
}

// in returns the kinds of words that a text contains.
func (w *words) in(text string) wordSet {
	set := make(wordSet, unlessOf(len(w.departures)))
	for _, h := range w.lexicon.Match(nil, normalize.Fold(nil, text)) {
		set[w.kind[h.Expr]] = true
	}
	return set
}

// severities of a discrepancy, lowest first.
var severities = [...]string{
	schemas.DiscrepancyMinor, schemas.DiscrepancyModerate, schemas.DiscrepancyMajor, schemas.DiscrepancyCritical,
}

// severityRank is 0…3, -1 for what is no severity.
func severityRank(s string) int {
	for i, v := range severities {
		if v == s {
			return i
		}
	}
	return -1
}
