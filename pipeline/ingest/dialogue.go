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
				if speakers[l.label] && !l.heading {
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
