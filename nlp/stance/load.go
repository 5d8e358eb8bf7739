package stance

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/risk"
	"huifang/nlp/risk/pattern"
)

//go:embed cues.yaml
var cuesYAML []byte

// list is a list of patterns of cues.yaml.
type list []risk.Pattern

// cueFile is cues.yaml.
type cueFile struct {
	Classes     map[string]string `yaml:"classes"`
	Willingness levels            `yaml:"willingness"`
	Ability     levels            `yaml:"ability"`
	Record      list              `yaml:"record"`
	About       struct {
		Unrelated   risk.Pattern `yaml:"unrelated"`
		Others      risk.Pattern `yaml:"others"`
		Self        risk.Pattern `yaml:"self"`
		Consequence risk.Pattern `yaml:"consequence"`
	} `yaml:"about"`
	Asks struct {
		Elsewhere list `yaml:"elsewhere"`
		Recap     list `yaml:"recap"`
		Wants     list `yaml:"wants"`
		Good      list `yaml:"good"`
		Bad       list `yaml:"bad"`
		Open      list `yaml:"open"`
	} `yaml:"asks"`
	Replies struct {
		Fine   list `yaml:"fine"`
		Yes    list `yaml:"yes"`
		Cannot list `yaml:"cannot"`
		Unsure list `yaml:"unsure"`
		Plan   list `yaml:"plan"`
	} `yaml:"replies"`
	Signals struct {
		Willingness codes `yaml:"willingness"`
		Ability     codes `yaml:"ability"`
	} `yaml:"signals"`
}

// levels are the statements of one dimension.
type levels struct {
	Firm     list `yaml:"firm"`
	Doubtful list `yaml:"doubtful"`
	Lacking  list `yaml:"lacking"`
	// Idioms are lacking too.
	Idioms list `yaml:"idioms"`
}

// codes are the signals of one dimension.
type codes struct {
	Doubtful []string `yaml:"doubtful"`
	Lacking  []string `yaml:"lacking"`
}

// compiler turns lists into sets and gathers what is wrong with them.
type compiler struct {
	classes map[string]string
	errs    []error
}

// loadCues compiles data, in the form of cues.yaml. Codes that rs does not have are
// passed over: a rule set of one's own may leave some out.
func loadCues(data []byte, rs *risk.RuleSet) (*cues, error) {
	var f cueFile
	if err := yaml.Load(data, &f, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("cues.yaml: %w", err)
	}
	k := &compiler{classes: f.Classes}
	c := &cues{signals: map[string][dimensions]level{}}
	k.statements(c, &f)
	k.about(c, &f)
	k.exchanges(c, &f)
	for d, s := range [dimensions]codes{willingness: f.Signals.Willingness, ability: f.Signals.Ability} {
		k.signals(c, rs, dimension(d), s.Doubtful, doubtful)
		k.signals(c, rs, dimension(d), s.Lacking, lacking)
	}
	return c, errors.Join(k.errs...)
}

func (k *compiler) statements(c *cues, f *cueFile) {
	var exprs []pattern.Expr
	add := func(patterns list, s statement) {
		for _, p := range patterns {
			s.positive = !negative(p.Text)
			c.says = append(c.says, s)
			exprs = append(exprs, k.parse(p))
		}
	}
	for d, l := range [dimensions]levels{willingness: f.Willingness, ability: f.Ability} {
		var on [dimensions]bool
		on[d] = true
		add(l.Firm, statement{on: on, level: firm})
		add(l.Doubtful, statement{on: on, level: doubtful})
		add(l.Lacking, statement{on: on, level: lacking})
		add(l.Idioms, statement{on: on, level: lacking, idiom: true})
	}
	add(f.Record, statement{on: [dimensions]bool{true, true}, level: firm, record: true})
	c.statements = k.compile(exprs)
}

// negative reports that a pattern has a word that denies.
func negative(text string) bool {
	if strings.ContainsAny(text, "没不未无冇") {
		return true
	}
	for _, word := range []string{"no ", "not ", "n't ", "never "} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func (k *compiler) about(c *cues, f *cueFile) {
	c.about = k.compile([]pattern.Expr{
		aboutUnrelated:   k.parse(f.About.Unrelated),
		aboutOthers:      k.parse(f.About.Others),
		aboutSelf:        k.parse(f.About.Self),
		aboutConsequence: k.parse(f.About.Consequence),
	})
}

func (k *compiler) exchanges(c *cues, f *cueFile) {
	var asks, replies []pattern.Expr
	nothing := slices.Concat(f.Asks.Elsewhere, f.Asks.Recap)
	for q, patterns := range [...]list{asksNothing: nothing, asksWants: f.Asks.Wants, asksBad: f.Asks.Bad, asksGood: f.Asks.Good, asksOpen: f.Asks.Open} {
		for _, p := range patterns {
			asks, c.question = append(asks, k.parse(p)), append(c.question, question(q))
		}
	}
	for r, patterns := range [...]list{
		repliesCannot: f.Replies.Cannot, repliesUnsure: f.Replies.Unsure, repliesFine: f.Replies.Fine,
		repliesYes: f.Replies.Yes, repliesPlan: f.Replies.Plan,
	} {
		for _, p := range patterns {
			replies, c.reply = append(replies, k.parse(p)), append(c.reply, reply(r))
		}
	}
	c.asks, c.replies = k.compile(asks), k.compile(replies)
}

func (k *compiler) signals(c *cues, rs *risk.RuleSet, d dimension, list []string, l level) {
	for _, code := range list {
		if _, ok := rs.Signal(code); !ok {
			continue
		}
		levels := c.signals[code]
		levels[d] = l
		c.signals[code] = levels
	}
}

func (k *compiler) parse(p risk.Pattern) pattern.Expr {
	e, err := pattern.Parse(p.Text, k.classes)
	if err != nil {
		k.errs = append(k.errs, fmt.Errorf("cues.yaml:%d: %s: %w", p.Line, p.Text, err))
	}
	return e
}

// compile returns the set of exprs, nothing after an error.
func (k *compiler) compile(exprs []pattern.Expr) *pattern.Set {
	if len(k.errs) > 0 {
		return nil
	}
	return pattern.Compile(slices.Clip(exprs))
}
