package vader

import (
	"math"
	"unicode/utf8"
)

// Constants of the method.
const (
	negation   = -0.74 // factor of a negated valence
	capitals   = 0.733 // added to a valence in capitals
	beforeBut  = 0.5
	afterBut   = 1.5
	reach      = 3 // words before a valence that modify it
	exclaim    = 0.292
	maxExclaim = 4
	ask        = 0.18
	maxAsk     = 3
	manyAsk    = 0.96
	// spread brings sums to -1 … 1.
	spread = 15
)

// damping weakens a modifier by its distance.
func damping(distance int) float64 {
	switch distance {
	case 1:
		return 1
	case 2:
		return 0.95
	default:
		return 0.9
	}
}

// Scratch is what one text needs, to be used again. The zero value is ready.
type Scratch struct {
	letters []byte
	words   []spoken
	sums    []float64
}

// spoken is a word of the text.
type spoken struct {
	known  word
	but    bool
	shouts bool // all in capitals
}

// Score returns the mood of the English words of text, -1 … 1; 0 where it has
// none with a valence. Characters of other scripts end a word and are passed
// over. It allocates only to grow s.
func (l *Lexicon) Score(s *Scratch, text string) float64 {
	quiet, exclamations, questions := l.read(s, text)
	s.sums = s.sums[:0]
	but := -1
	for i := range s.words {
		if s.words[i].but {
			but = i
		}
		s.sums = append(s.sums, valence(s.words, i, quiet))
	}
	sum := 0.0
	for i, v := range s.sums {
		switch {
		case but >= 0 && i < but:
			v *= beforeBut
		case but >= 0 && i > but:
			v *= afterBut
		}
		sum += v
	}
	if sum == 0 {
		return 0
	}
	emphasis := exclaim * float64(min(exclamations, maxExclaim))
	switch {
	case questions > maxAsk:
		emphasis += manyAsk
	case questions > 1:
		emphasis += ask * float64(questions)
	}
	sum += math.Copysign(emphasis, sum)
	return sum / math.Sqrt(sum*sum+spread)
}

// read fills s.words, and counts the marks. It reports whether some words are
// not in capitals, so that those that are stand out.
func (l *Lexicon) read(s *Scratch, text string) (quiet bool, exclamations, questions int) {
	s.words, s.letters = s.words[:0], s.letters[:0]
	shouts := true
	flush := func() {
		if len(s.letters) > 0 {
			w := spoken{known: l.words[string(s.letters)], but: string(s.letters) == "but", shouts: shouts && len(s.letters) > 1}
			quiet = quiet || !w.shouts
			s.words = append(s.words, w)
			s.letters = s.letters[:0]
		}
		shouts = true
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= 'a' && c <= 'z':
			s.letters = append(s.letters, c)
			shouts = false
		case c >= 'A' && c <= 'Z':
			s.letters = append(s.letters, c-'A'+'a')
		case c == '\'' && len(s.letters) > 0:
			s.letters = append(s.letters, c)
		case c < utf8.RuneSelf:
			flush()
			switch c {
			case '!':
				exclamations++
			case '?':
				questions++
			}
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			i += size
			if r == '’' && len(s.letters) > 0 {
				s.letters = append(s.letters, '\'')
				continue
			}
			flush()
			switch r {
			case '！':
				exclamations++
			case '？':
				questions++
			}
			continue
		}
		i++
	}
	flush()
	return quiet, exclamations, questions
}

// valence is that of word i with what stands before it.
func valence(words []spoken, i int, quiet bool) float64 {
	v := words[i].known.valence
	if v == 0 || words[i].known.boost != 0 || words[i].known.negates {
		return 0
	}
	if quiet && words[i].shouts {
		v += math.Copysign(capitals, v)
	}
	for distance := 1; distance <= reach && distance <= i; distance++ {
		before := &words[i-distance]
		if b := before.known.boost; b != 0 {
			if quiet && before.shouts {
				b += math.Copysign(capitals, b)
			}
			v += math.Copysign(1, v) * b * damping(distance)
		}
		if before.known.negates {
			v *= negation
		}
	}
	return v
}
