package names

// lattice is scratch space for decoding.
type lattice struct {
	scores []scores
	from   [][tags]uint8 // the best tag before each tag
	tags   []uint8
}

// never is the score of what cannot be. It is far enough from the limits that
// sums of a few do not overflow.
const never = -1 << 29

// decode sets l.tags to the best tags of the places whose scores are in l. The
// text is outside of names before and after them. Of equal paths the one with
// the lower tags wins, later places first.
func (m *Model) decode(l *lattice) {
	n := len(l.scores)
	if cap(l.from) < n {
		l.from = make([][tags]uint8, n+n/2)
		l.tags = make([]uint8, n+n/2)
	}
	l.from, l.tags = l.from[:n], l.tags[:n]
	best := scores{}
	for t := 1; t < tags; t++ {
		best[t] = never
	}
	for i := range n {
		m.advance(&best, &l.scores[i], &l.from[i])
	}
	last := outside
	for t := 1; t < tags; t++ {
		if !goesOn(t) && best[t]+m.transitions[t][outside] > best[last]+m.transitions[last][outside] {
			last = t
		}
	}
	for i := n - 1; i >= 0; i-- {
		l.tags[i] = uint8(last)
		last = int(l.from[i][last])
	}
}

// advance turns the best scores of paths to one place into those to the next,
// whose own scores are s.
func (m *Model) advance(best *scores, s *scores, from *[tags]uint8) {
	var next scores
	closed := [...]int{outside, 3, 4, 7, 8, 11, 12}
	for _, b := range [...]int{outside, 1, 4, 5, 8, 9, 12} {
		top, arg := int32(2*never), outside
		for _, a := range closed {
			if x := best[a] + m.transitions[a][b]; x > top {
				top, arg = x, a
			}
		}
		next[b], from[b] = max(top+s[b], never), uint8(arg)
	}
	for k := range kinds {
		first := tagOf(k, begin)
		for b := first + inside; b <= first+end; b++ {
			top, arg := best[first]+m.transitions[first][b], first
			if x := best[first+inside] + m.transitions[first+inside][b]; x > top {
				top, arg = x, first+inside
			}
			next[b], from[b] = max(top+s[b], never), uint8(arg)
		}
	}
	*best = next
}
