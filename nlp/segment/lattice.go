package segment

import "math"

// lattice holds the best way on from each place of a text.
type lattice struct {
	places []place
}

// place is a code point of the text, or its end.
type place struct {
	// best is the log probability of the best path from here to the end, whose
	// first word ends at next; weight is that of the word in the lexicon, or if
	// negative in the user's lists, or one of the constants below.
	best   float64
	next   int32
	weight int32
	// atom is the end of the atom that begins here, 0 if none does. Inside one
	// it is inAtom: no word begins or ends here, since best is minus infinity.
	atom int32
	// numeral is the end of the numeral that begins here, 0 if none does.
	numeral int32
	// code and own are the codes in the lexicon and in the user's lists.
	code, own uint16
}

const (
	inAtom = -1

	// Weights of words in no dictionary.
	weightNone    = 0
	weightNumeral = math.MaxInt32
)

// reset makes room for a text and its end.
func (l *lattice) reset(n int) []place {
	if cap(l.places) <= n {
		l.places = make([]place, n+n/2+64)
	}
	l.places = l.places[:n+1]
	return l.places
}

// prepare fills in codes, atoms and numerals of a text.
func (u *Unigram) prepare(l *lattice, text []rune) []place {
	places := l.reset(len(text))
	numerals := 0 // end of the last numeral
	for i := 0; i < len(text); {
		r := text[i]
		p := place{code: u.words.Code(r)}
		if u.own != nil {
			p.own = u.own.Code(r)
		}
		if r < latinEnd && isLatin(r) {
			end, _ := atomEnd(text, i)
			p.atom = int32(end)
			places[i] = p
			for i++; i < end; i++ {
				u.inside(&places[i], text[i])
			}
			continue
		}
		if i >= numerals && (isNumeral(r) || r == ordinal) {
			if end := numeralEnd(text, i); end > i+1 {
				p.numeral = int32(end)
				numerals = end
			}
		}
		places[i] = p
		i++
	}
	end := place{code: u.words.None()}
	if u.own != nil {
		end.own = u.own.None()
	}
	places[len(text)] = end
	return places
}

// inside fills in a place within an atom.
func (u *Unigram) inside(p *place, r rune) {
	*p = place{best: math.Inf(-1), atom: inAtom, code: u.words.Code(r)}
	if u.own != nil {
		p.own = u.own.Code(r)
	}
}
