package ingest

import "strings"

// subRip is SRT: numbered blocks of a timing line with a comma before the
// milliseconds and lines of text. Dots, missing numbers, missing hours and
// blank lines within a text are read too.
func subRip() format {
	return format{
		name: "srt",
		doc:  "SubRip subtitles",
		detect: func(p *probe) int {
			if p.kind != notJSON {
				return 0
			}
			for _, l := range textLines(p.head) {
				if strings.TrimSpace(l) == "" || isNumber(l) {
					continue
				}
				if strings.HasPrefix(l, "WEBVTT") {
					return 0
				}
				if _, ok, _ := timingLine(l, 0); ok {
					return 95
				}
				break
			}
			if p.ext() == ".srt" {
				return 60
			}
			return 0
		},
		parse: func(data []byte) ([]transcript, error) {
			cues, err := subRipCues(textLines(data))
			if err != nil {
				return nil, err
			}
			return cueTranscript(cues, "")
		},
	}
}

// subRipCues reads all blocks. A number is a block's own only right before a
// timing line; elsewhere it is text, since people say numbers.
func subRipCues(lines []string) ([]cue, error) {
	var cues []cue
	for i, l := range lines {
		c, ok, err := timingLine(l, i+1)
		if err != nil {
			return nil, err
		}
		switch {
		case ok:
			cues = append(cues, c)
		case isNumber(l) && nextIsTiming(lines, i):
		case strings.TrimSpace(l) == "":
		case len(cues) == 0:
			return nil, &ParseError{Line: i + 1, Err: errTextBeforeTiming}
		default:
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, l)
		}
	}
	return cues, nil
}

// nextIsTiming reports whether the line behind lines[i] is a timing line.
func nextIsTiming(lines []string, i int) bool {
	return i+1 < len(lines) && strings.Contains(lines[i+1], "-->")
}

// isNumber reports whether a line is nothing but decimal digits.
func isNumber(l string) bool {
	_, ok := digits(strings.TrimSpace(l))
	return ok
}
