package fact

import (
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/phrase"
	"huifang/nlp/risk"
)

//go:embed topics.yaml
var topicsYAML []byte

// rankWord is a kind of word that ranks the figures near it.
type rankWord uint8

const (
	correction rankWord = iota
	total
	present
	past
	difference
	less
	more
	numRankWords
)

// topic is one fact key with what the rule set says about its values.
type topic struct {
	key, kind string
}

// thePast stands for a topic in a question about what was.
const thePast = -1

// topics holds the compiled phrases of topics.yaml.
type topics struct {
	list []topic
	// asks are matched on the officer's turn: asked names the topic of an
	// expression, or thePast, strict whether it asks for the figure itself.
	asks   *phrase.Lexicon
	asked  []int
	strict []bool
	// says are matched on the customer's turn: what each expression means.
	says     *phrase.Lexicon
	meanings []meaning
}

// meaning of an expression in the customer's turn: a topic's word, a topic's
// veto, or a word that ranks figures.
type meaning struct {
	topic int // -1 for a ranking word
	veto  bool
	rank  rankWord
}

func loadTopics(data []byte, rs *risk.RuleSet) (*topics, error) {
	var file struct {
		Topics []struct {
			Key                   string
			Ask, Strict, Say, Not []string
		}
		Ranking struct {
			Correction, Total, Present, Past, Difference, Less, More []string
		}
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("fact topics: %w", err)
	}
	kinds := map[string]string{}
	for _, def := range rs.Facts {
		kinds[def.Key] = def.Kind
	}
	t := &topics{}
	var asks, says []string
	say := func(exprs []string, m meaning) {
		says = append(says, exprs...)
		for range exprs {
			t.meanings = append(t.meanings, m)
		}
	}
	for _, in := range file.Topics {
		kind, ok := kinds[in.Key]
		if !ok {
			return nil, fmt.Errorf("fact topics: %q is no fact of the rule set", in.Key)
		}
		i := len(t.list)
		t.list = append(t.list, topic{in.Key, kind})
		for _, e := range in.Ask {
			asks, t.asked, t.strict = append(asks, e), append(t.asked, i), append(t.strict, false)
		}
		for _, e := range in.Strict {
			asks, t.asked, t.strict = append(asks, e), append(t.asked, i), append(t.strict, true)
		}
		say(in.Say, meaning{topic: i})
		say(in.Not, meaning{topic: i, veto: true})
	}
	for r, exprs := range [numRankWords][]string{
		correction: file.Ranking.Correction, total: file.Ranking.Total, present: file.Ranking.Present,
		past: file.Ranking.Past, difference: file.Ranking.Difference, less: file.Ranking.Less, more: file.Ranking.More,
	} {
		say(exprs, meaning{topic: -1, rank: rankWord(r)})
	}
	for _, e := range file.Ranking.Past {
		asks, t.asked, t.strict = append(asks, e), append(t.asked, thePast), append(t.strict, false)
	}
	var err error
	if t.asks, err = phrase.Compile(asks); err != nil {
		return nil, fmt.Errorf("fact topics: %w", err)
	}
	if t.says, err = phrase.Compile(says); err != nil {
		return nil, fmt.Errorf("fact topics: %w", err)
	}
	return t, nil
}
