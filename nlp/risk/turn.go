package risk

import (
	"huifang/nlp/disfluency"
	"huifang/nlp/normalize"
	"huifang/nlp/pinyin"
	"huifang/nlp/risk/assertion"
	"huifang/nlp/risk/pattern"
	"huifang/schemas"
)

// turn is one turn with all that was matched in it.
type turn struct {
	words
	// slips are the stretches that sound like words of the rules and are written
	// otherwise; heard is the turn with those words in their place, where there
	// are any.
	slips []pinyin.Hit
	heard words
}

// words are the words of a turn without its disfluencies, and what was found in
// them: what the customer may have said, and what the bank's side may have said or
// asked. Hits and cues are in places of view.Runes.
type words struct {
	folded      []rune
	view        disfluency.View
	said, asked []pattern.Hit
	reading     assertion.Reading
}

// read matches all turns of c, one set of patterns after the other: each is about
// as large as the fast caches, and would displace the others at every turn.
func (t *Tagger) read(turns []turn, c *schemas.Call) {
	for i := range turns {
		t.hear(&turns[i], c, i)
	}
	for _, find := range [...]func(*Tagger, *words, *schemas.Call, int){(*Tagger).findSaid, (*Tagger).findAsked, (*Tagger).findCues} {
		for i := range turns {
			find(t, &turns[i].words, c, i)
			if len(turns[i].slips) > 0 {
				find(t, &turns[i].heard, c, i)
			}
		}
	}
}

// hear prepares turn i of c, and what it sounds like.
func (t *Tagger) hear(into *turn, c *schemas.Call, i int) {
	into.folded = normalize.Fold(into.folded[:0], c.Turns[i].Text)
	into.view.Reset(into.folded, passedOver(&c.Turns[i]))
	into.slips = into.slips[:0]
	tokens := c.Turns[i].Tokens
	if len(tokens) == 0 {
		return // nothing tells a slip from other words
	}
	sounds := t.rs.compiled.sounds
	into.slips = sounds.Match(into.slips, into.folded, tokens)
	if len(into.slips) == 0 {
		return
	}
	into.heard.folded = append(into.heard.folded[:0], into.folded...)
	for _, h := range into.slips {
		copy(into.heard.folded[h.Start:h.End], sounds.Word(h.Word))
	}
	into.heard.view.Reset(into.heard.folded, passedOver(&c.Turns[i]))
}

// match fills in w from its folded text, as the words of turn i.
func (t *Tagger) match(w *words, c *schemas.Call, i int) {
	w.view.Reset(w.folded, passedOver(&c.Turns[i]))
	t.findSaid(w, c, i)
	t.findAsked(w, c, i)
	t.findCues(w, c, i)
}

func (t *Tagger) findSaid(w *words, c *schemas.Call, i int) {
	w.said = w.said[:0]
	if c.Turns[i].Role != schemas.RoleAgent {
		w.said = t.rs.compiled.rules.set.MatchOn(w.said, w.view.Runes, 0, onSaid)
	}
}

func (t *Tagger) findAsked(w *words, c *schemas.Call, i int) {
	w.asked = w.asked[:0]
	// A customer's turn is a question only to a turn of nobody known.
	if c.Turns[i].Role != schemas.RoleCustomer || i+1 < len(c.Turns) && !known(c.Turns[i+1].Role) {
		w.asked = t.rs.compiled.rules.set.MatchOn(w.asked, w.view.Runes, 0, onAsked)
	}
}

func (t *Tagger) findCues(w *words, _ *schemas.Call, _ int) {
	t.rs.compiled.judge.Read(&w.reading, w.view.Runes)
}

func known(role string) bool { return role == schemas.RoleAgent || role == schemas.RoleCustomer }

// passedOver are the disfluencies that the rules read through. A filler that opens
// the turn stays: the cues of assertion know what may stand before an answer.
func passedOver(t *schemas.Turn) []schemas.Disfluency {
	d := t.Disfluencies
	for len(d) > 0 && d[0].Kind == schemas.DisfluencyFiller && d[0].Start == 0 {
		d = d[1:]
	}
	return d
}

// slipped reports that what stands at [start, end) of the turn's text sounds like
// words of the rules only.
func (t *turn) slipped(start, end int) bool {
	for _, h := range t.slips {
		if h.Start < end && start < h.End {
			return true
		}
	}
	return false
}
