package ingest

import (
	"maps"
	"slices"
	"strings"

	"huifang/schemas"
)

// turnList collects the turns of one transcript in the order of the document,
// and counts what it lacks. What every format may have to repair, from blank
// turns to the order of time, is left to the finishing of calls.
type turnList struct {
	turns   []schemas.Turn
	untimed int
	skipped map[string]int
}

// add appends t.
func (l *turnList) add(t schemas.Turn) {
	if t.StartMS == nil && strings.TrimSpace(t.Text) != "" {
		l.untimed++
	}
	l.turns = append(l.turns, t)
}

// skip counts a segment that the vendor itself marks as no speech, by why.
func (l *turnList) skip(why string) {
	if l.skipped == nil {
		l.skipped = map[string]int{}
	}
	l.skipped[why]++
}

// notes says in words what add and skip counted.
func (l *turnList) notes() []string {
	var notes []string
	if l.untimed > 0 {
		notes = append(notes, plural(l.untimed, "turn", "without a start time"))
	}
	for _, why := range slices.Sorted(maps.Keys(l.skipped)) {
		notes = append(notes, plural(l.skipped[why], "segment", "left out as "+why))
	}
	return notes
}

// transcript moves what was collected into t.
func (l *turnList) transcript(t transcript) transcript {
	t.turns = l.turns
	t.notes = append(t.notes, l.notes()...)
	return t
}

// notNegative is nil for the -1 that vendors write for an unknown time.
func notNegative(ms *int64) *int64 {
	if ms == nil || *ms < 0 {
		return nil
	}
	return ms
}

// later is the sum of a start and a length, nil where either is unknown.
func later(start, length *int64) *int64 {
	if start == nil || length == nil {
		return nil
	}
	end := *start + *length
	return &end
}

// orZero is the value of p, 0 where it is unknown.
func orZero(p *int64) int64 {
	if p == nil || *p < 0 {
		return 0
	}
	return *p
}

// statedRole is the role that a vendor's own role field states, empty for any
// other party, such as an announcement.
func statedRole(s string) string {
	switch strings.ToUpper(strings.TrimSpace(s)) {
	case "AGENT", "SUPERVISOR":
		return schemas.RoleAgent
	case "CUSTOMER", "USER", "CALLER", "CLIENT":
		return schemas.RoleCustomer
	default:
		return ""
	}
}

// statedEmotion is a recogniser's emotion tag in upper case, empty for those
// that say it found none.
func statedEmotion(s string) string {
	s = strings.ToUpper(strings.TrimSpace(s))
	switch s {
	case "UNKNOWN", "EMO_UNKNOWN", "OTHER", "NONE", "NULL":
		return ""
	default:
		return s
	}
}

// word builds a schemas.Word. Times that cannot be are left out.
func word(text string, start, end *int64, confidence *float64) schemas.Word {
	start, end = notNegative(start), notNegative(end)
	if start != nil && end != nil && *end < *start {
		end = nil
	}
	return schemas.Word{Text: strings.TrimSpace(text), StartMS: start, EndMS: end, Confidence: confidence}
}

// wordBounds are the start of the first and the end of the last word.
func wordBounds(words []schemas.Word) (start, end *int64) {
	if len(words) == 0 {
		return nil, nil
	}
	return words[0].StartMS, words[len(words)-1].EndMS
}
