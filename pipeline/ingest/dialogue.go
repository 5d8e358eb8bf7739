package ingest

import (
	"errors"
	"fmt"
	"strings"

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
			switch {
			case named == 0:
				return 0
			case p.ext() == ".txt" || p.ext() == "" || named*2 >= len(lines):
				return 50
			default:
				return 0
			}
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
		if name, ms, ok := nameAndTime(l); ok && s.start == nil {
			s.label, s.start, s.text = name, &ms, ""
			texts = append(texts, name+"：")
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

// nameAndTime reads a line that is a name and a time and nothing else, as
// "说话人 1 00:12".
func nameAndTime(l string) (name string, ms int64, ok bool) {
	at := strings.LastIndexAny(l, " \t")
	if at <= 0 {
		return "", 0, false
	}
	ms, ok = parseClock(strings.Trim(l[at+1:], "()[]"))
	if !ok {
		return "", 0, false
	}
	name, rest, ok := cutLabel(strings.TrimSpace(l[:at]) + "：")
	return name, ms, ok && rest == ""
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
