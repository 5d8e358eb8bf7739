package value

import (
	"time"

	"huifang/schemas"
)

const (
	precisionAbout = schemas.PrecisionAbout
	precisionOver  = schemas.PrecisionOver
	precisionUnder = schemas.PrecisionUnder
	precisionRange = schemas.PrecisionRange
)

// Value is a quantity or a date found in a text.
type Value struct {
	// Type is one of MONEY, PERCENT, DATE, DURATION and COUNT, as in schemas.
	Type string
	// Start and End are code points, half-open.
	Start, End int
	// Number and High are as Entity.Value and Entity.High of schemas: High is
	// set where Precision is range and equals Number elsewhere. Both are 0 for
	// DATE.
	Number, High    float64
	Unit, Precision string
	// Days is the stretch that a DATE names; zero where it cannot be known.
	Days Interval
}

// Entity returns v as it goes on the wire; text is what v was found in.
func (v *Value) Entity(text []rune) schemas.Entity {
	return v.EntityWith(string(text[v.Start:v.End]))
}

// EntityWith is Entity for a caller that has the surface, the text of the span,
// at hand.
func (v *Value) EntityWith(surface string) schemas.Entity {
	e := schemas.Entity{Type: v.Type, Start: v.Start, End: v.End, Text: surface}
	if v.Type == schemas.EntityDate {
		if !v.Days.IsZero() {
			e.From = v.Days.From.Format(time.DateOnly)
			e.To = e.From
			if !v.Days.To.Equal(v.Days.From) {
				e.To = v.Days.To.Format(time.DateOnly)
			}
		}
		return e
	}
	number := v.Number
	e.Value, e.Unit, e.Precision = &number, v.Unit, v.Precision
	if e.Precision == "" {
		e.Precision = schemas.PrecisionExact
	}
	if v.Precision == precisionRange {
		high := v.High
		e.High = &high
	}
	return e
}

// Context is what a value may depend on beyond its own turn.
type Context struct {
	// Date is the day of the call; dates stay unresolved where it is zero.
	Date time.Time
	// Previous is the text of the turn before: a bare number in an answer means
	// what the question asked for.
	Previous []rune
}

// Scanner finds values. It is immutable and safe for concurrent use.
type Scanner struct {
	openings openings
	currency lexicon[string]
	measure  lexicon[string]
	period   lexicon[string]
	cue      lexicon[cueKind]
	lead     lexicon[string]
	trail    lexicon[string]
	year     lexicon[int]
	month    lexicon[int]
	day      lexicon[int]
	part     lexicon[part]
	moment   lexicon[moment]
	fixed    lexicon[struct{}]
	english  *english
}

// NewScanner builds the tables.
func NewScanner() *Scanner {
	s := &Scanner{
		currency: newLexicon(currencies()),
		measure:  newLexicon(measures()),
		period:   newLexicon(periods()),
		cue:      newLexicon(cues()),
		lead:     newLexicon(leading()),
		trail:    newLexicon(trailing()),
		year:     newLexicon(relativeYears()),
		month:    newLexicon(relativeMonths()),
		day:      newLexicon(relativeDays()),
		part:     newLexicon(yearParts()),
		moment:   newLexicon(moments()),
		fixed:    newLexicon(fixedPhrases()),
		english:  newEnglish(),
	}
	s.openings = newOpenings(s)
	return s
}

// scan is the state of one pass over one text.
type scan struct {
	*Scanner
	r    []rune
	ctx  Context
	here number // the number at hereAt, where hereOK
	// hereAt is the place that valueAt looks at: every rule there wants to know
	// its number, which is read once.
	hereAt int
	hereOK bool
	wan    int8  // whether amounts are said in 万 hereabouts: 0 unknown, 1 yes, -1 no
	date   bool  // ctx.Date is set
	last   Value // the value before, of no type at first
}

// Scan appends the values of text to dst, in order and without overlaps. It
// keeps no reference to text.
func (s *Scanner) Scan(dst []Value, text []rune, ctx Context) []Value {
	sc := scan{Scanner: s, r: text, ctx: ctx, date: !ctx.Date.IsZero()}
	for i := 0; i < len(text); {
		if !s.openings.at(text, i) {
			i++
			continue
		}
		v, next := sc.valueAt(i)
		if v.Type != "" {
			if v.Type != schemas.EntityDate {
				sc.modify(&v)
			}
			dst = append(dst, v)
			sc.last = v
		}
		i = max(next, i+1)
	}
	return dst
}

// endsNumber tells whether a number, or what stands for one, may end on c.
func endsNumber(c rune) bool {
	return isNumeral(c) || softener(c) || c == '几' || c == '上' || c == '把' || c == '个'
}

// parse is parse on the text of the scan.
func (s *scan) parse(k int) (number, bool) {
	if k == s.hereAt {
		return s.here, s.hereOK
	}
	return parse(s.r, k)
}

// percentSign tells whether the digits at i end in %, which lets them follow a
// word without a blank: return rate4%.
func (s *scan) percentSign(i int) bool {
	k := i
	for isASCIIDigit(at(s.r, k)) {
		k++
	}
	return k > i && at(s.r, k) == '%' && !isASCIIDigit(at(s.r, i-1)) && at(s.r, i-1) != '.'
}

// valueAt returns the value that starts at i and where to go on. The value has
// no type where there is none.
func (s *scan) valueAt(i int) (Value, int) {
	c := s.r[i]
	if c < 128 && i > 0 && !s.percentSign(i) && (isLetter(s.r[i-1]) || isASCIIDigit(s.r[i-1]) || s.r[i-1] == '@' || s.r[i-1] == '.' && i > 1 && isLetter(s.r[i-2])) {
		return Value{}, i + 1 // inside a word such as N95 or an address
	}
	if _, l := s.fixed.match(s.r, i); l > 0 {
		return Value{}, i + l
	}
	if c == '一' && at(s.r, i-1) == '万' && !endsNumber(at(s.r, i-2)) {
		return Value{}, i + 1 // 万一
	}
	s.hereAt = -1
	if isASCIIDigit(c) {
		if v, end, ok := s.arabicEnglish(i); ok {
			return v, end
		}
	}
	s.hereAt = i
	s.here, s.hereOK = parse(s.r, i)
	if v, ok := s.dateAt(i); ok {
		return v, v.End
	}
	if s.hereOK {
		if v, ok := s.rangeAt(i); ok {
			return v, v.End
		}
	}
	if v, ok := s.percentAt(i); ok {
		return v, v.End
	}
	if isLetter(c) || c == '$' || c == '¥' || c == '￥' || c == '€' || c == '£' {
		return s.englishAt(i)
	}
	if v, ok := s.periodAt(i); ok {
		return v, v.End
	}
	return s.amountAt(i)
}
