package stance

import "huifang/schemas"

// dimension is one of the two.
type dimension uint8

const (
	willingness dimension = iota
	ability
	dimensions
)

// level is what a piece of evidence says of a dimension.
type level uint8

const (
	unstated level = iota
	firm
	doubtful
	lacking
)

// turned is the level of what denies l.
func (l level) turned() level {
	if l == firm {
		return lacking
	}
	return firm
}

// said is the set of levels that a turn states of a dimension, a bit each; what is
// unstated is not in it.
type said uint8

func (s said) with(l level) said { return s | 1<<l&^1 }

func (s said) has(l level) bool { return s>>l&1 != 0 }

// level is what the turn comes to: who says both is in doubt.
func (s said) level() level {
	switch {
	case s == 0:
		return unstated
	case s.has(firm) && s != 1<<firm:
		return doubtful
	case s.has(lacking):
		return lacking
	case s.has(doubtful):
		return doubtful
	}
	return firm
}

const (
	// doubtfulScore is what a doubtful turn scores: nearer to nothing than to
	// either end.
	doubtfulScore = -0.3
	// lackingWeight is what an admission counts against an assurance.
	lackingWeight = 2
	// decided is the score beyond which the call is firm or, below its negative,
	// lacking.
	decided = 0.5
)

// tally adds up the evidence of one dimension.
type tally struct {
	sum, weight float64
	turns       []int
}

func (t *tally) add(turn int, l level) {
	switch l {
	case unstated:
		return
	case firm:
		t.sum, t.weight = t.sum+1, t.weight+1
	case doubtful:
		t.sum, t.weight = t.sum+doubtfulScore, t.weight+1
	case lacking:
		t.sum, t.weight = t.sum-lackingWeight, t.weight+lackingWeight
	}
	t.turns = append(t.turns, turn)
}

// stance is the dimension as the call states it.
func (t *tally) stance() schemas.Stance {
	if t.weight == 0 {
		return schemas.Stance{Level: schemas.StanceUnstated}
	}
	s := schemas.Stance{Level: schemas.StanceDoubtful, Score: t.sum / t.weight, Turns: t.turns}
	switch {
	case s.Score > decided:
		s.Level = schemas.StanceFirm
	case s.Score < -decided:
		s.Level = schemas.StanceLacking
	}
	return s
}
