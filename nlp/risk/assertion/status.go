package assertion

import (
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// negatorReach is how far before the evidence a negator may end; denialReach how
// far after it a denial may begin; subjectReach how far before it a third party.
const (
	negatorReach = 6
	denialReach  = 3
	subjectReach = 26
)

// Options tell what does not count for a code.
type Options struct {
	// Request: asking is the signal itself (can you extend the loan?).
	Request bool
	// Others: the signal is about somebody else by nature.
	Others bool
	// Positive: the evidence is not negative by itself, so that a negator amid it
	// denies it (账户都正常,没有冻结).
	Positive bool
	// From is where the evidence's own words begin: negators before it, which
	// answer the question, do not count.
	From int
}

// Status judges the evidence text[start:end] of the turn that r holds. It
// returns a status of package schemas and the reason in a word.
func (r *Reading) Status(start, end int, o Options) (status, reason string) {
	if n := r.negators(start, o.From); n%2 == 1 {
		return schemas.StatusNegated, "negator"
	}
	if o.Positive && r.deniedAmid(start, end) {
		return schemas.StatusNegated, "negator"
	}
	if r.deniedAfter(end) {
		return schemas.StatusNegated, "denial"
	}
	from, to := r.sentence(start, end)
	if r.between(Condition, from, max(start, from+1)) && !r.between(Now, from, to) {
		return schemas.StatusHypothetical, "condition"
	}
	if !o.Request && r.between(Question, from, to) {
		return schemas.StatusQuestion, "question"
	}
	if r.settled(start, end) {
		return schemas.StatusResolved, "settled"
	}
	if !o.Others && r.third(start) {
		return schemas.StatusThirdParty, "third party"
	}
	return schemas.StatusAsserted, ""
}

// negators counts the negators that bear on evidence at start: in its clause,
// near, nothing between that begins a new predicate, and not part of a neutral
// word. Cues that overlap (没, 没有) are one. A
// negator inside the evidence belongs to the pattern.
func (r *Reading) negators(start, from int) int {
	limit := max(r.clauseStart(start), start-negatorReach-2, from)
	n := 0
	for i, c := range r.cues[Negator] {
		if c.end <= start && c.start >= limit && start-c.end <= negatorReach &&
			!r.covered(c) && !r.counted(i) && !r.between(Break, c.end, start) {
			n++
		}
	}
	return n
}

// deniedAmid reports that an odd number of negators stands in the last clause of
// text[start:end], before its end.
func (r *Reading) deniedAmid(start, end int) bool {
	n := 0
	clause := r.clauseStart(end)
	for i, c := range r.cues[Negator] {
		if c.start > start && c.start >= clause && c.end < end && !r.covered(c) && !r.counted(i) {
			n++
		}
	}
	return n%2 == 1
}

// counted reports that the negator cue at index i is part of another that is
// longer, or as long and earlier in the list.
func (r *Reading) counted(i int) bool {
	c := r.cues[Negator][i]
	for k, o := range r.cues[Negator] {
		longer := o.end-o.start > c.end-c.start
		if k != i && o.start < c.end && c.start < o.end && (longer || o.end-o.start == c.end-c.start && k < i) {
			return true
		}
	}
	return false
}

func (r *Reading) covered(c span) bool {
	for _, n := range r.cues[Neutral] {
		if n.start < c.end && c.start < n.end {
			return true
		}
	}
	return false
}

func (r *Reading) deniedAfter(end int) bool {
	for _, c := range r.cues[Denial] {
		if c.start >= end && c.start-end <= denialReach && !r.sentenceEnds(end, c.start) {
			return true
		}
	}
	return false
}

// settled: a settlement after the evidence or earlier in its sentence, or a past
// before it, the settlement not denied (都没要回来), and nothing that says it still
// holds.
func (r *Reading) settled(start, end int) bool {
	from, _ := r.sentence(start, end)
	for _, c := range r.cues[Settled] {
		if c.start >= from && !r.deniedAmid(c.start, c.end) && !r.between(Now, start, len(r.text)) {
			return true
		}
	}
	for _, c := range r.cues[Past] {
		if c.start >= from && c.start < end && !r.between(Now, from, len(r.text)) {
			return true
		}
	}
	return false
}

func (r *Reading) third(start int) bool {
	from, _ := r.sentence(start, start)
	for _, c := range r.cues[Third] {
		if c.start >= from && c.end <= start+1 && start-c.end <= subjectReach && !r.between(Own, c.end, start) {
			return true
		}
	}
	return false
}

// between reports a cue of kind k that begins in [from, to).
func (r *Reading) between(k Kind, from, to int) bool {
	for _, c := range r.cues[k] {
		if c.start >= from && c.start < to {
			return true
		}
	}
	return false
}

// sentence returns the bounds of the sentence that [start, end) lies in.
func (r *Reading) sentence(start, end int) (from, to int) {
	from, to = start, end
	for from > 0 && !pattern.EndsSentence(r.text, from-1) {
		from--
	}
	for to < len(r.text) && !pattern.EndsSentence(r.text, to) {
		to++
	}
	return from, to
}

func (r *Reading) sentenceEnds(from, to int) bool {
	for i := from; i < to; i++ {
		if pattern.EndsSentence(r.text, i) {
			return true
		}
	}
	return false
}

// clauseStart returns where the clause before position at begins.
func (r *Reading) clauseStart(at int) int {
	for at > 0 && !endsClause(r.text, at-1) {
		at--
	}
	return at
}

func endsClause(text []rune, i int) bool {
	switch text[i] {
	case ',', '，', ';', '；', ':', '：', '—':
		return true
	}
	return pattern.EndsSentence(text, i)
}
