package ingest

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"huifang/schemas"
)

// dialogue is plain text of the form "name: text", one turn a line, with or
// without a time in front; also the form of meeting notes, where name and time
// have a line of their own and the text follows below.
func dialogue() format {
	return format{
		name: "text",
		doc:  "plain text, lines of the form \"name: text\", with or without times such as [00:12]",
		detect: func(p *probe) int {
			if p.kind != notJSON {
				return 0
			}
			lines, speakers := dialogueLines(textLines(p.head))
			named := 0
			for _, l := range lines {
				if speakers[l.label] {
					named++
				}
			}
			if named > 0 && (named*2 >= len(lines) || named > 1 && (p.ext() == ".txt" || p.ext() == "")) {
				return 50
			}
			return 0
		},
		parse: func(data []byte) ([]transcript, error) {
			lines, speakers := dialogueLines(textLines(data))
			if len(speakers) == 0 {
				return nil, errors.New("no lines of the form \"name: text\"")
			}
			t := dialogueTranscript(lines, speakers)
			return []transcript{t}, nil
		},
	}
}

// spokenLine is a line of a dialogue, taken apart.
type spokenLine struct {
	start, end *int64
	label      string // empty where there is none
	text       string // behind the label, or all of it
	whole      string // without the time, label included
}

// dialogueLines takes the lines apart that are not blank and returns which
// labels are speakers.
func dialogueLines(lines []string) ([]spokenLine, map[string]bool) {
	var out []spokenLine
	var texts []string
	for _, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		var s spokenLine
		s.start, s.end, l = leadingTime(l)
		s.whole, s.text = l, l
		if name, ms, rest, ok := nameAndTime(l); ok && s.start == nil {
			s.label, s.start, s.text = name, &ms, rest
			texts = append(texts, name+"："+rest)
		} else {
			if label, rest, ok := cutLabel(l); ok {
				s.label, s.text = label, rest
			}
			texts = append(texts, l)
		}
		out = append(out, s)
	}
	return out, labelSet(texts)
}

// leadingTime cuts a time or a range of times off the front of a line:
// "00:12 …", "[00:12] …", "(0:00:12.5 - 0:00:15) …", "[00:12 --> 00:15] …".
func leadingTime(l string) (start, end *int64, rest string) {
	inner, rest, bracketed := cutBracket(l)
	if !bracketed {
		head, tail, found := strings.Cut(l, " ")
		if !found {
			return nil, nil, l
		}
		if ms, ok := parseClock(head); ok {
			return &ms, nil, strings.TrimSpace(tail)
		}
		return nil, nil, l
	}
	from, to, ranged := strings.Cut(inner, "-->")
	if !ranged {
		from, to, ranged = strings.Cut(inner, "-")
	}
	a, ok := parseClock(from)
	if !ok {
		return nil, nil, l
	}
	if !ranged {
		return &a, nil, rest
	}
	b, ok := parseClock(to)
	if !ok {
		return nil, nil, l
	}
	return &a, &b, rest
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

// dialogueTranscript makes turns of lines. A line without a speaker goes on
// with the turn before; one before the first turn is a heading.
func dialogueTranscript(lines []spokenLine, speakers map[string]bool) transcript {
	var t transcript
	var text strings.Builder
	headings := 0
	flush := func() {
		if len(t.turns) > 0 {
			t.turns[len(t.turns)-1].Text = text.String()
		}
		text.Reset()
	}
	for _, l := range lines {
		switch {
		case speakers[l.label]:
			flush()
			t.turns = append(t.turns, schemas.Turn{Speaker: l.label, StartMS: l.start, EndMS: l.end})
			joinText(&text, l.text, false)
		case len(t.turns) == 0:
			if !t.meta.heading(l.label, l.text) {
				headings++
			}
		default:
			joinText(&text, l.whole, false)
		}
	}
	flush()
	if headings > 0 {
		t.notes = append(t.notes, plural(headings, "line", "before the first turn left out"))
	}
	return t
}

// plural is "1 turn what" or "3 turns what".
func plural(n int, noun, what string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s %s", n, noun, what)
}
