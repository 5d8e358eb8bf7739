package risk

import (
	"slices"

	"huifang/nlp/normalize"
	"huifang/nlp/pinyin"
	"huifang/nlp/segment"
	"huifang/schemas"
)

// soundShare is what is left of the confidence of evidence that only sounds like
// the words of a rule.
const soundShare = 0.7

// minPhrase is the length of the shortest stretch of a pattern that is looked for:
// shorter ones are made of words like 没有 and 我们 that sound like others.
const minPhrase = 4

// sounds lists what a recogniser may have heard wrong: whatever the patterns and
// word classes of the rule set write out in a row, and the terms of the business
// (segment.Terms) that hold two characters of a pattern.
func (l *loader) sounds() *pinyin.Index {
	seen := map[string]bool{}
	var words []string
	pairs := map[[2]rune]bool{}
	add := func(word []rune) {
		if w := string(word); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	read := func(text string) {
		for _, run := range hanRuns(normalize.Fold(nil, text)) {
			for i := 1; i < len(run); i++ {
				pairs[[2]rune{run[i-1], run[i]}] = true
			}
			if len(run) >= minPhrase {
				add(run)
			}
		}
	}
	for i := range l.rs.Signals {
		s := &l.rs.Signals[i]
		for _, list := range [...][]Pattern{s.Certain, s.States, s.Hints, s.Asks, s.Duties, s.Topics} {
			for _, p := range list {
				read(p.Text)
			}
		}
	}
	names := make([]string, 0, len(l.rs.Classes))
	for name := range l.rs.Classes {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		read(l.rs.Classes[name])
	}
	terms, err := segment.Terms()
	if err != nil {
		l.fail("signals", 1, 1, "terms of the business: %v", err)
	}
	for _, term := range terms {
		word := normalize.Fold(nil, term.Word)
		if len(word) >= pinyin.MinSyllables && holdsPair(word, pairs) {
			add(word)
		}
	}
	return pinyin.NewIndex(words, pinyin.Options{Near: true})
}

// hanRuns parts text into its runs of Chinese characters; an optional character
// ends its run.
func hanRuns(text []rune) (runs [][]rune) {
	start := -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && pinyin.Of(text[i]) != 0 && (i+1 == len(text) || text[i+1] != '?') {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			runs, start = append(runs, text[start:i]), -1
		}
	}
	return runs
}

func holdsPair(word []rune, pairs map[[2]rune]bool) bool {
	for i := 1; i < len(word); i++ {
		if pairs[[2]rune{word[i-1], word[i]}] {
			return true
		}
	}
	return false
}

// rescore gives the candidates that rest on sound the scorer's opinion of the turn
// as it may have been heard. Few turns have any.
func (t *Tagger) rescore(sc *scratch, in *input) {
	if len(in.cur.slips) == 0 && (in.prev == nil || len(in.prev.slips) == 0) {
		return
	}
	prev := ""
	if in.prev != nil {
		prev = in.prev.likely()
	}
	scores := t.scorer.Score(prev, in.cur.likely(), in.turn().Role == schemas.RoleAgent, nil)
	for k, slot := range t.slots {
		if slot >= 0 && sc.found[slot].sound {
			sc.probability[slot] = max(sc.probability[slot], scores[k])
		}
	}
}

// likely is the turn with slips mended.
func (t *turn) likely() string {
	if len(t.slips) > 0 {
		return string(t.heard.folded)
	}
	return string(t.folded)
}
