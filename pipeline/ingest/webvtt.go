package ingest

import (
	"errors"
	"strings"
)

var errTextBeforeTiming = errors.New("text before the first line with \"start --> end\"")

// webVTT is WebVTT as the W3C has it: header, blocks of an optional identifier,
// a timing line with settings and lines of text; NOTE, STYLE and REGION blocks
// are left out.
func webVTT() format {
	return format{
		name: "vtt",
		doc:  "WebVTT subtitles",
		detect: func(p *probe) int {
			if vttHeader(string(p.head)) {
				return 100
			}
			return 0
		},
		parse: func(data []byte) ([]transcript, error) {
			lines := textLines(data)
			if !vttHeader(lines[0]) {
				return nil, &ParseError{Line: 1, Err: errors.New("the first line is not WEBVTT")}
			}
			lang, body := vttLang(lines)
			cues, err := vttCues(lines, body)
			if err != nil {
				return nil, err
			}
			return cueTranscript(cues, lang)
		},
	}
}

// vttHeader reports whether text begins with the header, by itself or with a
// comment behind it.
func vttHeader(text string) bool {
	rest, ok := strings.CutPrefix(text, "WEBVTT")
	return ok && (rest == "" || strings.IndexByte(" \t\r\n", rest[0]) >= 0)
}

// vttLang returns the language that the header block states, as some tools
// write it, and the index of the first line behind the block.
func vttLang(lines []string) (lang string, body int) {
	for i, l := range lines[1:] {
		if strings.TrimSpace(l) == "" || strings.Contains(l, "-->") {
			return lang, i + 1
		}
		if value, ok := strings.CutPrefix(l, "Language:"); ok {
			lang = strings.TrimSpace(value)
		}
	}
	return lang, len(lines)
}

// vttCues reads the blocks from lines[body] on. Blocks end at blank lines.
func vttCues(lines []string, body int) ([]cue, error) {
	var cues []cue
	inCue, comment, fresh := false, false, true
	for i := body; i < len(lines); i++ {
		l := lines[i]
		if strings.TrimSpace(l) == "" {
			inCue, comment, fresh = false, false, true
			continue
		}
		if fresh && commentBlock(l) {
			comment = true
		}
		fresh = false
		if comment {
			continue
		}
		c, ok, err := timingLine(l, i+1)
		if err != nil {
			return nil, err
		}
		switch {
		case ok:
			cues = append(cues, c)
			inCue = true
		case inCue:
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, l)
		case nextIsTiming(lines, i): // the cue's identifier
		case len(cues) == 0:
			return nil, &ParseError{Line: i + 1, Err: errTextBeforeTiming}
		default:
			// A blank line within the text of a cue: not allowed, but there.
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, l)
			inCue = true
		}
	}
	return cues, nil
}

// commentBlock reports whether l begins a block that is not a cue.
func commentBlock(l string) bool {
	for _, word := range []string{"NOTE", "STYLE", "REGION"} {
		rest, ok := strings.CutPrefix(l, word)
		if ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t' || rest[0] == ':') {
			return true
		}
	}
	return false
}
