package assess

import (
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/phrase"
	"huifang/nlp/risk"
	"huifang/schemas"
)

//go:embed departures.yaml
var departuresYAML []byte

// departure is a stated change of a field, carried by a signal.
type departure struct {
	Field    string
	File     string
	Codes    []string
	Words    []string
	Severity string
	// AtLeast is the least severity of the signal.
	AtLeast int `yaml:"at_least"`
	Reason  string
}

// Kinds of words of departures.yaml; those of departure i are wordKinds + i.
const (
	wordBaseline = iota
	wordComparable
	wordLoss
	wordPledged
	wordKinds
)

// words is departures.yaml, compiled.
type words struct {
	departures []departure
	lexicon    *phrase.Lexicon
	kind       []int // per expression
}

// maxWordKinds is how many kinds a wordSet can hold.
const maxWordKinds = 64

// wordSet is a set of kinds as bits.
type wordSet uint64

func (s wordSet) has(kind int) bool { return s>>kind&1 != 0 }

func loadWords(data []byte, rs *risk.RuleSet) (*words, error) {
	var file struct {
		Departures                          []departure
		Baseline, Comparable, Loss, Pledged []string
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("departures: %w", err)
	}
	if wordKinds+len(file.Departures) > maxWordKinds {
		return nil, fmt.Errorf("departures: more than %d", maxWordKinds-wordKinds)
	}
	w := &words{departures: file.Departures}
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
	for i, d := range file.Departures {
		if severityRank(d.Severity) < 0 {
			return nil, fmt.Errorf("departures: %s has unknown severity %q", d.Field, d.Severity)
		}
		for _, code := range d.Codes {
			if _, ok := rs.Signal(code); !ok {
				return nil, fmt.Errorf("departures: %s names unknown code %q", d.Field, code)
			}
		}
		add(wordKinds+i, d.Words)
	}
	var err error
	if w.lexicon, err = phrase.Compile(exprs); err != nil {
		return nil, fmt.Errorf("departures: %w", err)
	}
	return w, nil
}

// in returns the kinds of words that a text contains.
func (w *words) in(text string) wordSet {
	var set wordSet
	for _, h := range w.lexicon.Match(nil, []rune(text)) {
		set |= 1 << w.kind[h.Expr]
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
