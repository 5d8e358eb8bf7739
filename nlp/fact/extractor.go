package fact

import (
	"slices"
	"sync"

	"huifang/nlp/disfluency"
	"huifang/nlp/normalize"
	"huifang/nlp/phrase"
	"huifang/nlp/risk"
	"huifang/schemas"
)

// Extractor finds facts. It is immutable and safe for concurrent use.
type Extractor struct {
	topics  *topics
	scratch sync.Pool
}

// NewExtractor prepares an extractor for the facts of rs.
func NewExtractor(rs *risk.RuleSet) (*Extractor, error) {
	t, err := loadTopics(topicsYAML, rs)
	if err != nil {
		return nil, err
	}
	x := &Extractor{topics: t}
	x.scratch.New = func() any {
		n := len(t.list)
		return &turn{topics: t, asked: make([]asked, n), before: make([]asked, n), relevant: make([]bool, n), filed: make([]filed, n)}
	}
	return x, nil
}

// Annotate sets Call.Facts from the turns and their entities, in the order in
// which they are said. It replaces what an earlier run set.
func (x *Extractor) Annotate(c *schemas.Call) {
	t := x.scratch.Get().(*turn)
	var facts []schemas.Fact
	t.start(c.LoanFile)
	for i := range c.Turns {
		switch c.Turns[i].Role {
		case schemas.RoleAgent:
			t.question(&c.Turns[i])
		case schemas.RoleCustomer:
			t.read(&c.Turns[i])
			facts = t.appendFacts(facts)
			t.answered()
		}
	}
	x.scratch.Put(t)
	c.Facts = facts
}

// asked is what the officer wants to know about a topic.
type asked uint8

const (
	notAsked asked = iota
	mentioned
	wanted
)

// turn is a customer's turn being read, with the question before it.
type turn struct {
	topics *topics
	// filed are the figures that the loan file has on the topics, lent its amount
	// and balance.
	filed []filed
	lent  [2]filed
	// asked is what the officer asked since the customer's last turn, before what
	// was asked when the customer last spoke to a topic.
	asked, before []asked
	// questionDate is the last stretch of time that the question names.
	questionDate schemas.Entity
	// questionUnit is the unit of the last count of goods in the question.
	questionUnit string
	// pastAsked is whether the question is about the past itself.
	pastAsked bool

	// relevant marks the topics that were asked for or that the customer names.
	relevant []bool

	idx int
	// said is the text as given, text the same folded, code point by code point.
	said    string
	text    []rune
	clauses []span
	hits    []phrase.Hit
	figures []figure
	dates   []schemas.Entity
}

// filed is a figure of the loan file, where there is one.
type filed struct {
	value float64
	ok    bool
}

func (f filed) is(v float64) bool { return f.ok && f.value == v }

// start forgets the call before and looks up what is on file.
func (t *turn) start(file schemas.LoanFile) {
	t.answered()
	clear(t.before)
	for k := range t.topics.list {
		f := &t.filed[k]
		f.value, f.ok = file.Number(t.topics.list[k].key)
	}
	for i, key := range [len(t.lent)]string{"amount", "balance"} {
		t.lent[i].value, t.lent[i].ok = file.Number(key)
	}
}

// answered closes the exchange. What it was about stays known for a correction.
func (t *turn) answered() {
	if slices.Max(t.asked) != notAsked {
		copy(t.before, t.asked)
	}
	clear(t.asked)
	t.questionDate, t.questionUnit, t.pastAsked = schemas.Entity{}, "", false
}

// question notes what the officer asks. Further turns of the officer add to it.
// Quoting a figure on file (三百二十人都在吗?) asks for it whatever the words.
func (t *turn) question(in *schemas.Turn) {
	t.text = normalize.Fold(t.text[:0], in.Text)
	t.hits = t.topics.asks.Match(t.hits[:0], t.text)
	for _, h := range t.hits {
		k := t.topics.asked[h.Expr]
		if k == thePast {
			t.pastAsked = true
			continue
		}
		level := mentioned
		if t.topics.strict[h.Expr] {
			level = wanted
		}
		t.asked[k] = max(t.asked[k], level)
	}
	for i := range in.Entities {
		e := &in.Entities[i]
		switch {
		case e.Type == schemas.EntityDate && e.From != "":
			t.questionDate = *e
		case e.Type == schemas.EntityCount && !countsPeople(e.Unit):
			t.questionUnit = e.Unit
		}
		t.quoted(e)
	}
}

// quoted marks the topics whose figure on file the entity of a question is. The
// amount of the loan is quoted for many reasons and marks none.
func (t *turn) quoted(e *schemas.Entity) {
	if e.Value == nil || e.Type != schemas.EntityMoney && e.Type != schemas.EntityCount {
		return
	}
	if t.lent[0].is(*e.Value) || t.lent[1].is(*e.Value) {
		return
	}
	for k := range t.topics.list {
		kind := t.topics.list[k].kind
		if kind != risk.FactCount && kind != risk.FactAmount || (kind == risk.FactCount) != (e.Type == schemas.EntityCount) {
			continue
		}
		if *e.Value != 0 && t.filed[k].is(*e.Value) {
			t.asked[k] = wanted
		}
	}
}

func (t *turn) read(in *schemas.Turn) {
	t.idx = in.Idx
	t.said = in.Text
	t.text = normalize.Fold(t.text[:0], in.Text)
	t.clauses = appendClauses(t.clauses[:0], t.text)
	t.hits = t.topics.says.Match(t.hits[:0], t.text)
	if t.corrects() && slices.Max(t.asked) == notAsked {
		copy(t.asked, t.before)
	}
	for k := range t.relevant {
		t.relevant[k] = t.asked[k] != notAsked
	}
	for _, h := range t.hits {
		if m := &t.topics.meanings[h.Expr]; m.topic >= 0 && !m.veto {
			t.relevant[m.topic] = true
		}
	}
	t.figures, t.dates = t.figures[:0], t.dates[:0]
	if !slices.Contains(t.relevant, true) {
		return
	}
	t.figures = appendFigures(t.figures, t.text, t.clauses, in)
	for i := range in.Entities {
		e := &in.Entities[i]
		if e.Type == schemas.EntityDate && e.From != "" && !disfluency.TakenBack(in.Disfluencies, e.Start, e.End) {
			t.dates = append(t.dates, *e)
		}
	}
}

// corrects tells whether the customer takes something back.
func (t *turn) corrects() bool {
	return slices.ContainsFunc(t.hits, func(h phrase.Hit) bool {
		m := t.topics.meanings[h.Expr]
		return m.topic < 0 && m.rank == correction
	})
}

// quote is the stretch of s between two code points.
func quote(s string, start, end int) string {
	from, n := len(s), 0
	for i := range s {
		if n == start {
			from = i
		}
		if n == end {
			return s[from:i]
		}
		n++
	}
	return s[from:]
}

// appendFacts adds at most one fact a topic. A figure in a turn that takes
// something back replaces those that the customer gave for the topic before.
func (t *turn) appendFacts(facts []schemas.Fact) []schemas.Fact {
	first := len(facts)
	for k := range t.topics.list {
		if !t.relevant[k] {
			continue
		}
		var f schemas.Fact
		var ok bool
		switch t.topics.list[k].kind {
		case risk.FactText, risk.FactState:
			f, ok = t.statement(k)
		default:
			if f, ok = t.valued(k); ok && t.corrects() {
				facts, first = t.withdraw(facts, first, k)
			}
		}
		if ok {
			f.Key, f.Turn = t.topics.list[k].key, t.idx
			f.Text = quote(t.said, f.Start, f.End)
			facts = append(facts, f)
		}
	}
	slices.SortStableFunc(facts[first:], func(a, b schemas.Fact) int { return a.Start - b.Start })
	return facts
}

// withdraw takes topic k out of the facts of earlier turns, facts[:first].
func (t *turn) withdraw(facts []schemas.Fact, first, k int) ([]schemas.Fact, int) {
	n := len(facts)
	key := t.topics.list[k].key
	facts = slices.DeleteFunc(facts, func(f schemas.Fact) bool { return f.Key == key && f.Turn != t.idx })
	return facts, first - (n - len(facts))
}

// statement is the sentence that answers the question, or the clause in which
// the customer brings up the topic.
func (t *turn) statement(k int) (schemas.Fact, bool) {
	if t.asked[k] != notAsked {
		if len(t.clauses) == 0 {
			return schemas.Fact{}, false
		}
		last := 0
		for last+1 < len(t.clauses) && sentenceStart(t.text, t.clauses, last+1) == 0 {
			last++
		}
		return schemas.Fact{Start: t.clauses[0].start, End: t.clauses[last].end}, true
	}
	for _, h := range t.hits {
		if m := t.topics.meanings[h.Expr]; m.topic == k && !m.veto {
			if c := clauseAt(t.clauses, h.Start); c >= 0 {
				return schemas.Fact{Start: t.clauses[c].start, End: t.clauses[c].end}, true
			}
		}
	}
	return schemas.Fact{}, false
}
