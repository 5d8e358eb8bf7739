package stance

import "huifang/nlp/risk/pattern"

// statement is what a pattern of the customer's words says.
type statement struct {
	// on says which dimensions it is about.
	on [dimensions]bool
	// level is what it says of them.
	level level
	// record: it tells of the past, so that nothing can be supposed of it.
	record bool
	// idiom: a negator before it does not bear on it.
	idiom bool
	// positive: none of its words is negative, so that a negator amid it denies it.
	positive bool
}

// cues are the compiled patterns. They are immutable.
type cues struct {
	statements *pattern.Set
	says       []statement // by pattern of statements
	about      *pattern.Set
	asks       *pattern.Set
	question   []question // by pattern of asks
	replies    *pattern.Set
	reply      []reply // by pattern of replies
	signals    map[string][dimensions]level
}

// What the patterns of cues.about stand for.
const (
	aboutUnrelated = iota
	aboutOthers
	aboutSelf
	aboutConsequence
)

// question is what the officer asks.
type question uint8

// Questions, from the most telling: of several the first counts.
const (
	asksNothing question = iota // of repayment, or sums up what was said of it
	asksWants                   // wants he to repay?
	asksBad                     // is anything wrong?
	asksGood                    // is all well?
	asksOpen                    // how will he?
)

// reply is how an answer begins or what it holds.
type reply uint8

// Replies, from the most telling.
const (
	repliesNothing reply = iota
	repliesCannot
	repliesUnsure
	repliesFine
	repliesYes
	repliesPlan
)
