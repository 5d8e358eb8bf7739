package sentiment

// moodSums adds up the first layer's opinion over the customer's turns.
type moodSums struct {
	neg, pos float64
	turns    int
}

func sumMoods(views []turnView) moodSums {
	s := moodSums{turns: len(views)}
	for i := range views {
		s.neg += sigmoid(views[i].neg)
		s.pos += sigmoid(views[i].pos)
	}
	return s
}

// without returns the means over all turns but v.
func (s moodSums) without(v *turnView) (neg, pos float64) {
	if s.turns < 2 {
		return usualNeg, usualPos
	}
	n := float64(s.turns - 1)
	return (s.neg - sigmoid(v.neg)) / n, (s.pos - sigmoid(v.pos)) / n
}
