package ingest

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// spokenLine is a line of a dialogue, taken apart.
type spokenLine struct {
	start, end *int64
	label      string // empty where there is none
	text       string // behind the label, or all of it
	whole      string // without the time, label included
	// heading is set for the lines of a block above the talk.
	heading bool
}

// dialogueLines takes the lines apart that are not blank and returns which
// labels are speakers.
func dialogueLines(lines []string) ([]spokenLine, map[string]bool) {
	var out []spokenLine
	var texts []string
	headings := headingLines(lines)
	for i, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		s := spokenLine{heading: i < headings}
		s.start, s.end, l = leadingTime(l)
		s.whole, s.text = l, l
		if name, ms, rest, ok := nameAndTime(l); ok && s.start == nil {
			s.label, s.start, s.text = name, &ms, rest
			l = name + "：" + rest
		} else if label, rest, ok := cutLabel(l); ok {
			s.label, s.text = label, rest
		}
		if !s.heading {
			texts = append(texts, l)
		}
		out = append(out, s)
	}
	return out, labelSet(texts)
}

// headingLines is the number of lines in a block of "key: value" above the
// talk, 0 where there is none. Such a block ends at a blank line and holds a key
// that no speaker is called by; only that tells "客户：恒丰纸业" there from talk.
func headingLines(lines []string) int {
	begin := slices.IndexFunc(lines, func(l string) bool { return strings.TrimSpace(l) != "" })
	if begin < 0 {
		return 0
	}
	keyed := false
	for i, l := range lines[begin:] {
		if strings.TrimSpace(l) == "" {
			if keyed {
				return begin + i
			}
			return 0
		}
		label, _, ok := cutLabel(strings.TrimSpace(l))
		keyed = keyed || ok && metadataField(label) != "" && !knownLabel(label)
	}
	return 0
}

// leadingTime cuts a time or a range of times off the front of a line, with or
// without brackets: "00:12 …", "[00:12] …", "(0:00:12.5 - 0:00:15) …",
// "[00:12 --> 00:15] …".
func leadingTime(l string) (start, end *int64, rest string) {
	inner, closed := l, ""
	for _, pair := range []struct{ open, closed string }{{"[", "]"}, {"(", ")"}, {"【", "】"}, {"（", "）"}} {
		if after, ok := strings.CutPrefix(l, pair.open); ok {
			inner, closed = after, pair.closed
		}
	}
	from, rest, ok := cutClock(inner)
	if !ok {
		return nil, nil, l
	}
	start = &from
	if to, behind, ok := cutClock(strings.TrimLeft(rest, " \t->~–—至到")); ok {
		end, rest = &to, behind
	}
	rest = strings.TrimLeft(rest, " \t")
	if closed == "" {
		return start, end, rest
	}
	if rest, ok = strings.CutPrefix(rest, closed); !ok {
		return nil, nil, l
	}
	return start, end, strings.TrimSpace(rest)
}

// cutClock cuts a time off the front of text. White space, a bracket, a dash or
// nothing must follow it: "10:30到的" is talk.
func cutClock(text string) (ms int64, rest string, ok bool) {
	end := len(text) - len(strings.TrimLeft(text, "0123456789:.,"))
	if ms, ok = parseClock(text[:end]); !ok {
		return 0, "", false
	}
	if rest = text[end:]; rest != "" && strings.IndexAny(rest, " \t-~–—])】）") != 0 {
		return 0, "", false
	}
	return ms, rest, true
}

// cutBracket cuts what stands in brackets at the front of a line off it.
func cutBracket(l string) (inner, rest string, ok bool) {
	for _, pair := range []struct{ open, closed string }{{"[", "]"}, {"(", ")"}, {"【", "】"}, {"（", "）"}} {
		after, found := strings.CutPrefix(l, pair.open)
		if !found {
			continue
		}
		inner, rest, found = strings.Cut(after, pair.closed)
		return inner, strings.TrimSpace(rest), found
	}
	return "", "", false
}

// nameAndTime reads a name with a time behind it, where a colon or nothing
// follows: "说话人 1 00:12" and "客户经理（00:12）：您好".
func nameAndTime(l string) (name string, ms int64, rest string, ok bool) {
	for at := 1; at < len(l) && at <= maxLabel*utf8.UTFMax; at++ {
		if l[at] < '0' || l[at] > '9' || l[at-1] >= '0' && l[at-1] <= '9' {
			continue
		}
		end := at + len(l[at:]) - len(strings.TrimLeft(l[at:], "0123456789:."))
		clock := strings.TrimRight(l[at:end], ":.")
		if ms, ok = parseClock(clock); !ok {
			continue
		}
		name = strings.TrimRight(l[:at], " \t([（【")
		behind := strings.TrimLeft(l[at+len(clock):], " \t)]）】")
		name, rest, ok = cutLabel(name + "：" + strings.TrimLeft(behind, ":："))
		if ok && (behind == "" || strings.HasPrefix(behind, ":") || strings.HasPrefix(behind, "：")) {
			return name, ms, rest, true
		}
		return "", 0, "", false
	}
	return "", 0, "", false
}
