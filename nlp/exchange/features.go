package exchange

import (
	"huifang/nlp/linear"
	"huifang/nlp/ngram"
	"huifang/nlp/normalize"
)

const (
	// questionUnits is how much of the end of the turn before is read: the
	// question proper stands there.
	questionUnits = 40
	// turnUnits bounds what is read of a turn; longer ones are monologues cut
	// at the end.
	turnUnits = 400
)

// Orders are the lengths up to which n-grams are features. Longer ones cost as
// much as shorter ones and tell less: what fits is measured for each model.
type Orders struct {
	Turn, Question int
}

// Long is what the zero Orders stand for.
func Long() Orders { return Orders{Turn: 4, Question: 3} }

// Gains of the feature blocks: how far one n-gram moves a score in training.
const (
	turnGain     = 0.1
	questionGain = 0.05
	shapeGain    = 0.3
)

// Seeds keep the blocks' features apart.
const (
	turnSeed     = 1
	questionSeed = 2
	answeredSeed = 100
	shapeSeed    = 900
)

// shortUnits is up to where a turn is read together with its question.
const shortUnits = 12

// lengthClasses bounds the result of lengthClass.
const lengthClasses = 8

// lengthClass tells a bare answer from a sentence and a sentence from a story,
// in which chance finds a piece of everything.
func lengthClass(units int) uint32 {
	switch {
	case units <= 4:
		return 1
	case units <= shortUnits:
		return 2
	case units <= 30:
		return 3
	case units <= 60:
		return 4
	default:
		return 5
	}
}

// polarity is how a turn opens.
type polarity uint32

const (
	silent polarity = iota
	denial
	affirmation
	other
)

// Features is the result of an extraction and its scratch, to be used again. The
// zero value is ready. It is not safe for concurrent use.
type Features struct {
	// Orders are those of the n-grams, Long where they are zero.
	Orders Orders
	// Hashes lists all features, repeats included; valid until the next Extract.
	Hashes []uint32

	runes []rune
	// turn are the units of the turn, question those of the turn before. said is
	// the turn: it is the next one's question more often than not.
	turn, question []uint32
	said           string
	// The features of the turn end at turnEnd, those of the question at
	// questionEnd; the one of the turn's shape follows.
	turnEnd, questionEnd int
}

// Extract fills f from a turn and the turn of the other side before it, empty
// where there is none; both as spoken, not folded.
func (f *Features) Extract(prev, text string) {
	orders := f.Orders
	if orders == (Orders{}) {
		orders = Long()
	}
	if prev == f.said {
		f.turn, f.question = f.question, f.turn
	} else {
		f.question = f.appendUnits(f.question[:0], prev)
	}
	f.turn, f.said = f.appendUnits(f.turn[:0], text), text
	tail := f.question[max(0, len(f.question)-questionUnits):]

	f.Hashes = ngram.AppendGrams(f.Hashes[:0], f.turn[:min(len(f.turn), turnUnits)], turnSeed, 1, orders.Turn)
	f.turnEnd = len(f.Hashes)
	f.Hashes = ngram.AppendGrams(f.Hashes, tail, questionSeed, 1, orders.Question)
	answer := opening(f.turn)
	if len(f.turn) <= shortUnits {
		f.Hashes = ngram.AppendGrams(f.Hashes, tail, answeredSeed+uint32(answer), 1, orders.Question)
	}
	f.questionEnd = len(f.Hashes)
	f.Hashes = append(f.Hashes, ngram.Spread(shapeSeed+uint32(answer)*lengthClasses+lengthClass(len(f.turn))))
}

func (f *Features) appendUnits(dst []uint32, text string) []uint32 {
	f.runes = normalize.Fold(f.runes[:0], text)
	return ngram.AppendUnits(dst, f.runes)
}

// Blocks returns the features of a turn for training, with the n-grams of Long.
func Blocks(prev, text string) []linear.Block { return Long().Blocks(prev, text) }

// Blocks returns the features of a turn for training, independent of any
// Features in use.
func (o Orders) Blocks(prev, text string) []linear.Block {
	f := Features{Orders: o}
	f.Extract(prev, text)
	return []linear.Block{
		{Features: f.Hashes[:f.turnEnd], Gain: turnGain},
		{Features: f.Hashes[f.turnEnd:f.questionEnd], Gain: questionGain},
		{Features: f.Hashes[f.questionEnd:], Gain: shapeGain},
	}
}

// opening tells how a turn begins, by its first characters.
func opening(units []uint32) polarity {
	if len(units) == 0 {
		return silent
	}
	switch rune(units[0]) {
	case '没', '不', '无', '未', '别':
		return denial
	case '是':
		if len(units) > 1 && rune(units[1]) == '不' {
			return other
		}
		return affirmation
	case '对', '有', '嗯', '行', '好', '可', '能', '会', '哎':
		return affirmation
	default:
		return other
	}
}
