package ingest

import (
	"errors"
	"fmt"
	"html"
	"strings"

	"huifang/schemas"
)

// cue is one timed block of a subtitle file.
type cue struct {
	startMS, endMS int64
	lines          []string
	line           int // of the timing line in the file, from 1
}

// timingLine reads "start --> end" with whatever settings follow. ok is false
// where the line holds no arrow; an arrow between anything but two times is an
// error.
func timingLine(text string, line int) (c cue, ok bool, err error) {
	from, rest, found := strings.Cut(text, "-->")
	if !found {
		return cue{}, false, nil
	}
	to := strings.TrimLeft(rest, " \t")
	if i := strings.IndexAny(to, " \t"); i >= 0 {
		to = to[:i]
	}
	c.line = line
	if c.startMS, ok = parseClock(from); !ok {
		return cue{}, false, &ParseError{Line: line, Err: fmt.Errorf("%q is not a time of the form hh:mm:ss,mmm", strings.TrimSpace(from))}
	}
	if c.endMS, ok = parseClock(to); !ok {
		return cue{}, false, &ParseError{Line: line, Err: fmt.Errorf("%q is not a time of the form hh:mm:ss,mmm", to)}
	}
	return c, true, nil
}

// textLines cuts a document into lines without their ends, whichever of the
// three kinds these are.
func textLines(data []byte) []string {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	return strings.Split(text, "\n")
}

// voice is what one speaker says within a cue.
type voice struct {
	speaker string
	text    string
}

// voices splits the text of a cue at <v Name> tags. Text before the first of
// them has no speaker.
func voices(text string) []voice {
	var out []voice
	var said strings.Builder // by talker, since the last of out
	speaker, talker := "", ""
	flush := func() {
		if said.Len() > 0 {
			out = append(out, voice{talker, said.String()})
			said.Reset()
		}
	}
	for {
		before, tag, after, ok := cutTag(text, func(tag string) bool { return tag == "/v" || isVoice(tag) })
		if plain := strings.Join(strings.Fields(html.UnescapeString(before)), " "); plain != "" {
			if speaker != talker {
				flush()
				talker = speaker
			}
			joinText(&said, plain, false)
		}
		if !ok {
			flush()
			return out
		}
		_, name, _ := strings.Cut(tag, " ")
		speaker = strings.TrimSpace(html.UnescapeString(name))
		text = after
	}
}

// plainLine takes everything but voice tags out of a line: styles, times within
// the cue, and the {\an8}-style position marks that SRT has from another format.
func plainLine(text string) string {
	var b strings.Builder
	for {
		before, _, after, ok := cutTag(text, isStyle)
		b.WriteString(before)
		if !ok {
			break
		}
		text = after
	}
	text = b.String()
	for {
		open := strings.Index(text, `{\`)
		if open < 0 {
			return strings.TrimSpace(text)
		}
		length := strings.IndexByte(text[open:], '}')
		if length < 0 {
			return strings.TrimSpace(text)
		}
		text = text[:open] + text[open+length+1:]
	}
}

// cutTag cuts text at the first tag that is wanted. Where ok is false there is
// none and before is all of text.
func cutTag(text string, wanted func(tag string) bool) (before, tag, after string, ok bool) {
	for from := 0; ; {
		open := strings.IndexByte(text[from:], '<')
		if open < 0 {
			return text, "", "", false
		}
		open += from
		length := strings.IndexByte(text[open:], '>')
		if length < 0 {
			return text, "", "", false
		}
		tag = text[open+1 : open+length]
		if wanted(tag) {
			return text[:open], tag, text[open+length+1:], true
		}
		from = open + 1
	}
}

// isVoice reports whether tag is a voice span's, with or without classes.
func isVoice(tag string) bool {
	return strings.HasPrefix(tag, "v ") || strings.HasPrefix(tag, "v.")
}

// isStyle reports whether the inside of <…> is a tag of SRT or WebVTT that says
// nothing about who speaks, or a time within the cue.
func isStyle(tag string) bool {
	if _, ok := parseClock(tag); ok || tag == "v" {
		return true
	}
	name := strings.TrimPrefix(tag, "/")
	if i := strings.IndexAny(name, " ."); i >= 0 {
		name = name[:i]
	}
	switch strings.ToLower(name) {
	case "c", "i", "b", "u", "s", "font", "ruby", "rt", "lang":
		return true
	}
	return false
}

// cueTranscript turns cues into one transcript, one turn a cue or, where a cue
// holds several voices, one turn a voice. Speakers come from voice tags, else
// from labels in front of the text.
func cueTranscript(cues []cue, lang string) ([]transcript, error) {
	var turns []schemas.Turn
	blank, tagged := 0, false
	for _, c := range cues {
		var parts []voice
		for _, text := range cueTexts(c.lines) {
			parts = append(parts, voices(text)...)
		}
		if len(parts) == 0 {
			blank++
		}
		start, end := c.startMS, c.endMS
		for _, v := range parts {
			tagged = tagged || v.speaker != ""
			turns = append(turns, schemas.Turn{Speaker: v.speaker, StartMS: &start, EndMS: &end, Text: v.text})
		}
	}
	if len(cues) == 0 {
		return nil, errors.New("no cues: a line with \"start --> end\" begins each")
	}
	t := transcript{turns: turns, lang: lang}
	if blank > 0 {
		t.notes = append(t.notes, plural(blank, "cue", "without text left out"))
	}
	if !tagged {
		labelTurns(&t)
	}
	return []transcript{t}, nil
}

// cueTexts are what is said in a cue: its lines joined, or each by itself where
// dashes say that every one of them is of another speaker.
func cueTexts(lines []string) []string {
	texts := make([]string, 0, len(lines))
	for _, l := range lines {
		l = plainLine(l)
		text := strings.TrimLeft(l, "-–—")
		if text == l || strings.IndexAny(text, "0123456789") == 0 { // "-5" is a number
			return []string{joinLines(lines)}
		}
		texts = append(texts, text)
	}
	return texts
}

// joinLines joins the lines of a cue without their styles: a space between them
// unless Chinese stands on either side of the break.
func joinLines(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		joinText(&b, plainLine(l), false)
	}
	return b.String()
}
