package entity

import (
	"huifang/nlp/names"
)

// registers tells talk from what was written: officers file notes of visits, and
// messages are passed on, in the same form as calls.
type registers struct {
	spoken, written runeSet
}

func newRegisters() *registers {
	return &registers{
		// Pronouns and particles of talk, against prepositions and quotation
		// marks of prose: the characters whose rates differ most between the
		// training calls and newspaper text, without those of a subject.
		spoken:  newRuneSet("我你您吗呢吧啊嗯呃哎嘛哦咱喂那这就"),
		written: newRuneSet("、与及其于之以为和将而此由“”《》;等"),
	}
}

const (
	// exchangeWeight is what a change of speaker counts for: only talk has any.
	exchangeWeight = 8
	// spokenFrom is the excess of marks of talk that makes a text talk. News
	// reach it in six sentences of a thousand, most of them quotations.
	spokenFrom = 3
)

// of returns the register of a call.
func (g *registers) of(t *talk) names.Register {
	score := 0
	for i := range t.turns {
		turn := &t.turns[i]
		if i > 0 && turn.role != t.turns[i-1].role {
			score += exchangeWeight
		}
		for _, c := range turn.text {
			if g.spoken.has(c) {
				score++
			} else if g.written.has(c) {
				score--
			}
		}
	}
	if score >= spokenFrom {
		return names.Spoken
	}
	return names.Written
}
