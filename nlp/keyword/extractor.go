package keyword

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// DefaultMax is the number of keywords of a call, at most.
const DefaultMax = 12

const (
	// backgroundWords is the size that the background counts for, about that
	// of the corpus behind it in content words.
	backgroundWords = 100_000
	// minLogRatio is how much more often than the background a call must use a
	// term: twice as often.
	minLogRatio = 1
	// onceLength is the length from which on a noun counts that occurs once and
	// is no term of the trade; it scores singleWeight of its keyness, to fill up
	// where a call repeats little.
	onceLength   = 3
	singleWeight = 0.5
	// leastKeyness is the keyness that chance exceeds in one case of twenty
	// (χ², one degree of freedom); a term below it is no keyword.
	leastKeyness = 3.84
	// tradeBoost multiplies the score of a term of the trade.
	tradeBoost = 2
	// digits is what scores and ratios are rounded by.
	digits = 1e3
)

// Extractor finds the keywords of calls. It is safe for concurrent use.
type Extractor struct {
	max        int
	background func() (*lexicon.Trie, error)
	scratch    sync.Pool // of *scratch
}

// scratch is what one call needs.
type scratch struct {
	col    collector
	k      counter
	scored []scored
}

type scored struct {
	term
	score, logRatio float64
}

// New returns an extractor of at most limit keywords a call. It loads its
// background on first use.
func New(limit int) *Extractor {
	e := &Extractor{max: limit, background: sync.OnceValues(loadBackground)}
	e.scratch.New = func() any { return new(scratch) }
	return e
}

// Extract returns the keywords of an annotated call by falling score, equal
// scores in the order of the talk. Terms are written as at their first
// occurrence; scores are rounded to a thousandth. The result is never nil. The
// call must have its tokens, and its entities and personal data if there are
// any to leave out; it is not changed. An error means that the background is
// damaged.
func (e *Extractor) Extract(c *schemas.Call) ([]schemas.Keyword, error) {
	bg, err := e.background()
	if err != nil {
		return nil, err
	}
	s := e.scratch.Get().(*scratch)
	defer e.scratch.Put(s)
	s.col.collect(c, func(word []rune) bool {
		n, ok := bg.Find(word)
		return ok && bg.Tag(n) == classStop
	})
	s.scored = s.scored[:0]
	for _, t := range s.k.count(&s.col) {
		if score, ratio := score(bg, &s.col, t); score > 0 {
			s.scored = append(s.scored, scored{t, score, ratio})
		}
	}
	slices.SortStableFunc(s.scored, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	return e.pick(c, s), nil
}

// score is the keyness of a term and its log-ratio, 0 if it is no keyword.
func score(bg *lexicon.Trie, col *collector, t term) (score, logRatio float64) {
	rate, trade := 0.0, false
	if n, ok := bg.Find(col.folded[t.first.from:t.first.to]); ok {
		rate, trade = bg.Frequency(n), bg.Tag(n) == classTerm
	}
	if t.count == 1 && !trade && !onceCounts(bg, col, t) {
		return 0, 0
	}
	here, there := float64(t.count), rate/perMillion*backgroundWords
	words := float64(col.words)
	logRatio = LogRatio(here, there, words, backgroundWords)
	if logRatio < minLogRatio {
		return 0, 0
	}
	g := Keyness(here, there, words, backgroundWords)
	switch {
	case g < leastKeyness:
		return 0, 0
	case trade:
		g *= tradeBoost
	case t.count == 1 && !t.first.phrase:
		g *= singleWeight
	}
	return round(g), round(logRatio)
}

// onceCounts reports whether a term counts that occurs once and is none of the
// trade: a long noun, or a phrase whose head is of the trade (春茶 尾款).
func onceCounts(bg *lexicon.Trie, col *collector, t term) bool {
	if !t.first.phrase {
		return t.first.noun && t.first.to-t.first.from >= onceLength
	}
	n, ok := bg.Find(col.folded[t.first.head:t.first.to])
	return ok && bg.Tag(n) == classTerm
}

func round(x float64) float64 { return math.Round(x*digits) / digits }

// pick takes the best terms. A word that occurs in one phrase only says less
// than the phrase, and a phrase of a kept word nothing new.
func (e *Extractor) pick(c *schemas.Call, s *scratch) []schemas.Keyword {
	keywords := make([]schemas.Keyword, 0, min(e.max, len(s.scored)))
	for i, t := range s.scored {
		if len(keywords) >= e.max {
			break
		}
		if s.covered(i) {
			continue
		}
		keywords = append(keywords, schemas.Keyword{
			Term:     cut(c.Turns[t.first.turn].Text, t.first.start, t.first.end),
			Score:    t.score,
			LogRatio: t.logRatio,
			Count:    t.count,
		})
	}
	return keywords
}

// cut returns text[start:end) in code points, which lie in it.
func cut(text string, start, end int) string {
	at, from := 0, 0
	for i := range text {
		switch at {
		case start:
			from = i
		case end:
			return text[from:i]
		}
		at++
	}
	return text[from:]
}

// covered reports whether the term at i is a word of a scored phrase that
// occurs as often, or a phrase around a word that scores no worse and occurs
// more often.
func (s *scratch) covered(i int) bool {
	t := s.scored[i]
	for j, other := range s.scored {
		switch {
		case t.phrase() == other.phrase():
		case t.phrase():
			if j < i && other.count > t.count && s.within(other, t) {
				return true
			}
		case other.count == t.count && s.within(t, other):
			return true
		}
	}
	return false
}

func (t term) phrase() bool { return t.first.phrase }

// within reports whether the text of word begins or ends that of phrase.
func (s *scratch) within(word, phrase scored) bool {
	w := s.col.folded[word.first.from:word.first.to]
	p := s.col.folded[phrase.first.from:phrase.first.to]
	return len(w) < len(p) && (slices.Equal(p[:len(w)], w) || slices.Equal(p[len(p)-len(w):], w))
}
