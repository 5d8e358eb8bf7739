package ingest

import "strings"

// parseClock reads a time of the form [h…h:]m…m:ss[.f…f], the fraction after a
// dot or a comma, as milliseconds. A fraction finer than a millisecond is
// rounded half up. Minutes may exceed 59 only where there are no hours.
func parseClock(s string) (ms int64, ok bool) {
	s = strings.TrimSpace(s)
	whole, fraction := s, ""
	if i := strings.IndexAny(s, ".,"); i >= 0 {
		whole, fraction = s[:i], s[i+1:]
		if fraction == "" {
			return 0, false
		}
	}
	parts := strings.Split(whole, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return 0, false
	}
	for i, part := range parts {
		n, ok := digits(part)
		if !ok || i > 0 && (len(part) != 2 || n > 59) {
			return 0, false
		}
		ms = ms*60 + n
	}
	ms *= 1000
	return addFraction(ms, fraction)
}

// addFraction adds the digits behind a decimal point of a second to ms.
func addFraction(ms int64, fraction string) (int64, bool) {
	scale := int64(100)
	for i, c := range []byte(fraction) {
		if c < '0' || c > '9' {
			return 0, false
		}
		if i == 3 {
			if c >= '5' {
				ms++
			}
			continue
		}
		ms += int64(c-'0') * scale
		scale /= 10
	}
	return ms, true
}

// digits reads a short run of decimal digits: no sign, no blanks.
func digits(s string) (int64, bool) {
	if s == "" || len(s) > 6 {
		return 0, false
	}
	n := int64(0)
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}

// plainNumber reads a decimal number without sign and exponent, times 10^shift
// and rounded half up.
func plainNumber(s string, shift int) (int64, bool) {
	s = strings.TrimSpace(s)
	if s == "" || s == "." || strings.Trim(s, "0123456789.") != "" || strings.Count(s, ".") > 1 {
		return 0, false
	}
	return decimal(s).scaled(shift)
}
