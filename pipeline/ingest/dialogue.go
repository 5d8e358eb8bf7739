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
			var labels []string
			for _, l := range lines {
				if speakers[l.label] && !l.heading {
					named++
					labels = append(labels, l.label)
				}
			}
			if !conversation(labels) {
				return 0
			}
			if named*2 >= len(lines) || named > 1 && (p.ext() == ".txt" || p.ext() == "") {
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

// conversation reports whether labels, one for each line in order, are those of
// people who talk. Lines of the form "key: value" look the same, so labels must
// be known by themselves or come back: both sides' roles, a role or a numbered
// speaker that most labels are or that others take turns with, or two names
// that take turns.
func conversation(labels []string) bool {
	counts := map[string]int{}
	roles := map[string]bool{}
	changes := 0
	for i, label := range labels {
		counts[label]++
		roles[roleOfLabel(label)] = true
		if i > 0 && label != labels[i-1] {
			changes++
		}
	}
	known, back := 0, 0
	for label, n := range counts {
		if knownLabel(label) {
			known++
		}
		if n > 1 {
			back++
		}
	}
	switch {
	case roles[schemas.RoleAgent] && roles[schemas.RoleCustomer]:
		return true
	case known > 0:
		return back > 0 || known*2 >= len(counts)
	default:
		return back > 1 && changes > 2
	}
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
		case speakers[l.label] && !l.heading:
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
