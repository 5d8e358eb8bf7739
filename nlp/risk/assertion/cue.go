package assertion

import "huifang/nlp/risk/pattern"

// Kind is what a cue tells.
type Kind uint8

// Kinds of cues. The comments give where they count.
const (
	Neutral   Kind = iota // covers a negator that does not negate: 没办法
	Negator               // before the evidence, in its clause: 没有, 不会
	Denial                // straight after the evidence: 倒没有
	Condition             // earlier in the sentence or around it: 要是, 万一
	Settled               // after the evidence: 已经还清了
	Past                  // before the evidence, with the verb in the past: 去年
	Third                 // before the evidence, as its subject: 隔壁, 同行
	Own                   // between a third party and the evidence: 我们也
	Question              // in the sentence: 会不会, 是不是
	Now                   // holds still in spite of a past: 到现在, 还在
	Recap                 // the agent sums up: 我复述一下
	Affirm                // at the start of an answer: 对, 有
	Deny                  // at the start of an answer: 没有, 还没
	Exists                // an answer that contradicts a negative question: 有
	Detail                // an answer that presupposes a yes: 上个月, 三百万
	Reassure              // all is well: 够的, 按时, 没变化
	Filler                // words that open a turn and say nothing: 哎呀, 其实
	Break                 // between a negator and the evidence: 就, 了
	Welfare               // a question whether all is well: 正常吗
	kinds
)

// Names gives each kind its name in the rule set, in the order of the kinds.
func Names() []string {
	return []string{
		"neutral", "negator", "denial", "condition", "settled", "past", "third", "own",
		"question", "now", "recap", "affirm", "deny", "exists", "detail", "reassure", "filler", "break", "welfare",
	}
}

// Judge reads turns. It is immutable and safe for concurrent use.
type Judge struct {
	set, fillers *pattern.Set
	kind         []Kind
}

// NewJudge compiles the cues, by kind in the order of Names.
func NewJudge(cues [][]pattern.Expr) *Judge {
	j := &Judge{}
	var all []pattern.Expr
	for k, exprs := range cues {
		if Kind(k) == Filler {
			j.fillers = pattern.Compile(exprs)
			continue
		}
		for range exprs {
			j.kind = append(j.kind, Kind(k))
		}
		all = append(all, exprs...)
	}
	j.set = pattern.Compile(all)
	return j
}

// span is a cue in a turn.
type span struct{ start, end int }

// Reading is a turn with its cues. It holds for as long as text does and is not
// safe for concurrent use while Read fills it.
type Reading struct {
	text []rune
	cues [kinds][]span
	from int
	hits []pattern.Hit
}

// Read finds the cues of a turn into r, reusing its memory. text is as given.
func (j *Judge) Read(r *Reading, text []rune) {
	r.text = text
	for k := range r.cues {
		r.cues[k] = r.cues[k][:0]
	}
	r.from = j.skipFillers(r, text)
	r.hits = j.set.Match(r.hits[:0], text, r.from)
	for _, h := range r.hits {
		k := j.kind[h.Pattern]
		r.cues[k] = append(r.cues[k], span{h.Start, h.End})
	}
}

// From is where the turn begins to say something, after words that fill.
func (r *Reading) From() int { return r.from }

// Recap reports that the turn sums up what was said before.
func (r *Reading) Recap() bool { return len(r.cues[Recap]) > 0 }

// Reassures reports that the turn says that all is well with something.
func (r *Reading) Reassures() bool { return len(r.cues[Reassure]) > 0 }

// Welfare reports that the turn asks whether all is well: who says no to it admits.
func (r *Reading) Welfare() bool { return len(r.cues[Welfare]) > 0 }

// fillerReach is how much of a turn is looked at for the next filler.
const fillerReach = 8

// skipFillers returns where the turn begins to say something.
func (j *Judge) skipFillers(r *Reading, text []rune) int {
	at := 0
	for {
		r.hits = j.fillers.Match(r.hits[:0], text[at:min(len(text), at+fillerReach)], 0)
		if len(r.hits) == 0 {
			return at
		}
		end := 0
		for _, h := range r.hits {
			end = max(end, h.End) // 这个, not 这 alone
		}
		at += end
	}
}
