package stance

import "huifang/nlp/risk/assertion"

// asked returns what the officer asks in s.text.
func (a *Analyzer) asked(s *scratch) question {
	s.hits = a.cues.asks.Match(s.hits[:0], s.text, 0)
	if len(s.hits) == 0 {
		return asksNothing
	}
	asked := asksOpen
	for _, h := range s.hits {
		asked = min(asked, a.cues.question[h.Pattern])
	}
	return asked
}

// answered adds to v what s.text says as an answer to the officer's question,
// unless it says so in words of its own.
func (a *Analyzer) answered(s *scratch, v *verdict, asked question) {
	d := ability
	if asked == asksWants {
		d = willingness
	}
	if asked == asksNothing || v[d] != 0 {
		return
	}
	a.judge.Read(&s.reading, s.text)
	s.hits = a.cues.replies.Match(s.hits[:0], s.text, s.reading.From())
	how := repliesNothing
	for _, h := range s.hits {
		if r := a.cues.reply[h.Pattern]; how == repliesNothing || r < how {
			how = r
		}
	}
	v[d] = v[d].with(answer(how, &s.reading, asked))
}

// answer is what a reply to a question comes to.
func answer(how reply, r *assertion.Reading, asked question) level {
	begins, _, _ := r.Answer()
	yes := how == repliesYes || begins == assertion.Yes || begins == assertion.There
	switch {
	case how == repliesCannot:
		return lacking
	case how == repliesUnsure:
		return doubtful
	case how == repliesFine:
		return firm
	case asked == asksBad:
		switch {
		case yes:
			return lacking
		case begins == assertion.No:
			return firm
		}
	case how == repliesPlan || yes && asked != asksOpen || how == repliesYes:
		return firm
	case begins == assertion.No && asked != asksOpen:
		return lacking
	}
	return unstated
}
