package ingest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// Vendors write the same number as 1.5, "1.5", "" or null, so the fields below
// take all four. A number is kept as the decimal text of the document and
// scaled to milliseconds on that text: "2.675" seconds are 2675 ms, which a
// float64 would not promise.

// decimal is a number as the document writes it, empty where it gives none.
type decimal string

// UnmarshalJSON takes a number, a string that holds one, "" and null.
func (d *decimal) UnmarshalJSON(b []byte) error {
	*d = ""
	found := jsonKindName(b)
	switch found {
	case "null":
		return nil
	case "number":
		*d = decimal(b)
		return nil
	case "string":
		text := bytes.TrimSpace(b[1 : len(b)-1])
		if len(text) == 0 {
			return nil
		}
		if isDecimal(text) {
			*d = decimal(text)
			return nil
		}
		found = string(b)
	}
	return &json.UnmarshalTypeError{Value: found, Type: reflect.TypeFor[float64]()}
}

// isDecimal reports whether text is a number in the notation of JSON, or with
// the leading "+" or bare point that printf formats may give it.
func isDecimal(text []byte) bool {
	i, digits, point := 0, 0, false
	if text[0] == '-' || text[0] == '+' {
		i++
	}
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '.' && !point:
			point = true
		case (c == 'e' || c == 'E') && digits > 0:
			_, err := strconv.Atoi(string(text[i+1:]))
			return err == nil
		default:
			return false
		}
	}
	return digits > 0
}

// given reports whether the document has the number.
func (d decimal) given() bool { return d != "" }

// float is the nearest float64, 0 where the number is not given.
func (d decimal) float() float64 {
	f, err := strconv.ParseFloat(string(d), 64)
	if err != nil {
		return 0
	}
	return f
}

const (
	// maxMantissa bounds the digits that count: further ones of a fraction
	// could not change a rounding to milliseconds.
	maxMantissa = 1e17
	// maxScaled is 30,000 years in ms; sums of two such stay within an int64.
	maxScaled = 1e15
	// maxExponent bounds the powers of ten that are worth following.
	maxExponent = 99
)

// scaled is the number times 10^shift, rounded half away from zero. It reports
// false where the number is not given or too large.
func (d decimal) scaled(shift int) (int64, bool) {
	var n int64
	power, fraction := shift, false
	for i, c := range []byte(d) {
		if c == 'e' || c == 'E' {
			exponent, err := strconv.Atoi(string(d[i+1:]))
			if err != nil || exponent > maxExponent || exponent < -maxExponent {
				return 0, false
			}
			power += exponent
			break
		}
		switch {
		case c == '.':
			fraction = true
		case c < '0' || c > '9':
		case n < maxMantissa:
			n = n*10 + int64(c-'0')
			if fraction {
				power--
			}
		case !fraction:
			power++
		}
	}
	for ; power > 0 && n < maxMantissa; power-- {
		n *= 10
	}
	for ; power < -1; power++ {
		n /= 10
	}
	if power == -1 {
		n = (n + 5) / 10
	}
	if !d.given() || n > maxScaled {
		return 0, false
	}
	if d[0] == '-' {
		n = -n
	}
	return n, true
}

// scaledMS is scaled as a pointer, nil where there is no number.
func (d decimal) scaledMS(shift int) *int64 {
	if n, ok := d.scaled(shift); ok {
		return &n
	}
	return nil
}

// milliseconds is a time in ms.
type milliseconds struct{ decimal }

func (t milliseconds) ms() *int64 { return t.scaledMS(0) }

// seconds is a time in s.
type seconds struct{ decimal }

func (t seconds) ms() *int64 { return t.scaledMS(3) }

// ticks is a time in units of 100 ns.
type ticks struct{ decimal }

func (t ticks) ms() *int64 { return t.scaledMS(-4) }

// frames is a time in units of 10 ms.
type frames struct{ decimal }

func (t frames) ms() *int64 { return t.scaledMS(1) }

// probability is a confidence of 0 to 1.
type probability struct{ decimal }

// value is nil where none is given, or one that is no probability.
func (p probability) value() *float64 {
	f := p.float()
	if !p.given() || f < 0 || f > 1 {
		return nil
	}
	return &f
}

// positive is value for the vendors that write 0 where they have no confidence.
func (p probability) positive() *float64 {
	if v := p.value(); v != nil && *v > 0 {
		return v
	}
	return nil
}

// label is a name that may be written as a number: a speaker, a channel, a job
// id. Empty where the document has null or "".
type label string

// UnmarshalJSON takes a string, a number as it is written, and null.
func (l *label) UnmarshalJSON(b []byte) error {
	*l = ""
	switch found := jsonKindName(b); found {
	case "null":
	case "number":
		// -1 is how a number says that there is none.
		if string(b) != "-1" {
			*l = label(b)
		}
	case "string":
		if text := b[1 : len(b)-1]; bytes.IndexByte(text, '\\') < 0 {
			*l = label(bytes.TrimSpace(text))
			return nil
		}
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*l = label(strings.TrimSpace(s))
	default:
		return &json.UnmarshalTypeError{Value: found, Type: reflect.TypeFor[string]()}
	}
	return nil
}

// index is the number at the label's end counted from base, as "ch_0" and
// "channel_1" have it; nil where there is none, or it is below base.
func (l label) index(base int) *int {
	digits := string(l)
	digits = digits[strings.LastIndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })+1:]
	n, err := strconv.Atoi(digits)
	if err != nil || n < base || n-base > maxChannel {
		return nil
	}
	n -= base
	return &n
}

// notZero is the label, empty where it is the 0 that stands for none.
func (l label) notZero() string {
	if l == "0" {
		return ""
	}
	return string(l)
}

// maxChannel bounds channel numbers; what is larger is an id of another kind.
const maxChannel = 63

// jsonKindName names what a raw value is, as encoding/json does in its errors.
func jsonKindName(b []byte) string {
	switch b[0] {
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "bool"
	case 'n':
		return "null"
	case '"':
		return "string"
	default:
		return "number"
	}
}
