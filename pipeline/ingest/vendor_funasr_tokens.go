package ingest

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"huifang/schemas"
)

// FunASR gives a list of times, one for each Chinese character or word of
// another script, and the text that they belong to with punctuation put in.

// funTokens cuts text into those characters and words and the marks between.
func funTokens(text string) []spokenWord {
	var tokens []spokenWord
	var latin strings.Builder
	flush := func() {
		if latin.Len() > 0 {
			tokens = append(tokens, spokenWord{Word: schemas.Word{Text: latin.String()}})
			latin.Reset()
		}
	}
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			flush()
		case !spaced(r) && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			flush()
			tokens = append(tokens, spokenWord{Word: schemas.Word{Text: string(r)}})
		case unicode.IsPunct(r) && r != '\'' && r != '-' && r != '%', unicode.IsSymbol(r):
			flush()
			tokens = append(tokens, spokenWord{Word: schemas.Word{Text: string(r)}, mark: true})
		default:
			latin.WriteRune(r)
		}
	}
	flush()
	return tokens
}

// timedTokens gives the tokens their times, in ms from the start of the
// recording. It reports false where there are not as many times as words: then
// which belongs to which is not known.
func timedTokens(tokens []spokenWord, times timePairs) ([]spokenWord, bool) {
	if len(times) == 0 {
		return nil, false
	}
	next := 0
	for i := range tokens {
		if tokens[i].mark {
			continue
		}
		if next == len(times) {
			return nil, false
		}
		tokens[i].Word = word(tokens[i].Text, &times[next][0], &times[next][1], nil)
		next++
	}
	return tokens, next == len(times)
}

// timePairs is a list of starts and ends in ms, [[430, 670], …]. The runtime
// writes it as a string. A list of any other form is read as empty: the talk
// can be read without the times of its characters.
type timePairs [][2]int64

// UnmarshalJSON scans the list by hand: there is a pair for each character of
// the talk.
func (t *timePairs) UnmarshalJSON(b []byte) error {
	*t = nil
	if b[0] == '"' {
		b = bytes.TrimSpace(b[1 : len(b)-1])
	}
	if len(b) == 0 || b[0] != '[' {
		return nil
	}
	pairs := make(timePairs, 0, bytes.Count(b, []byte{'['})-1)
	i := skipSpace(b, 1)
	for i < len(b) && b[i] == '[' {
		end := skipValue(b, i)
		pair, ok := timePair(b[i:end])
		if !ok {
			return nil
		}
		pairs = append(pairs, pair)
		if i = skipSpace(b, end); i < len(b) && b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
	if i < len(b) && b[i] == ']' {
		*t = pairs
	}
	return nil
}

func timePair(b []byte) (pair [2]int64, ok bool) {
	start, end, ok := bytes.Cut(bytes.Trim(b, "[]"), []byte{','})
	if !ok {
		return pair, false
	}
	for i, number := range [][]byte{bytes.TrimSpace(start), bytes.TrimSpace(end)} {
		if len(number) == 0 || !isDecimal(number) {
			return pair, false
		}
		if pair[i], ok = decimal(number).scaled(0); !ok {
			return pair, false
		}
	}
	return pair, true
}

// joinTokens writes tokens as a text.
func joinTokens(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		joinText(&b, t, false)
	}
	return b.String()
}

// closeUp takes the spaces out of "贷 款 到 期", which is how models write that
// have no punctuation. Spaces that set phrases apart stay.
func closeUp(text string) string {
	fields := strings.Fields(text)
	for _, f := range fields {
		if first, size := utf8.DecodeRuneInString(f); !spaced(first) && size < len(f) {
			return text
		}
	}
	if len(fields) < 2 {
		return text
	}
	return joinTokens(fields)
}

// sensePart is a stretch of text under one set of SenseVoice tags.
type sensePart struct {
	text, emotion string
}

// splitSenseVoice takes the tags out of text. SenseVoice writes
// <|zh|><|NEUTRAL|><|Speech|><|withitn|> before each segment: language,
// emotion, sound event and number form. A text without tags is one part.
func splitSenseVoice(text string) []sensePart {
	var parts []sensePart
	emotion := ""
	for text != "" {
		before, rest, _ := strings.Cut(text, "<|")
		tag, after, closed := strings.Cut(rest, "|>")
		if !closed {
			before, after = text, ""
		}
		if plain := closeUp(strings.TrimSpace(before)); plain != "" {
			parts = append(parts, sensePart{plain, emotion})
			emotion = ""
		}
		if closed && namesEmotion(tag) {
			emotion = tag
		}
		text = after
	}
	if n := len(parts); n > 0 && parts[n-1].emotion == "" {
		// DashScope writes the emotion behind the text.
		parts[n-1].emotion = emotion
	}
	return parts
}

// senseText is text as a whole without its tags, and the first emotion in it.
func senseText(text string) sensePart {
	var whole sensePart
	var plain strings.Builder
	for _, part := range splitSenseVoice(text) {
		joinText(&plain, part.text, false)
		whole.emotion = cmp.Or(whole.emotion, part.emotion)
	}
	whole.text = plain.String()
	return whole
}

// namesEmotion reports whether a tag is an emotion; EMO_UNKNOWN is none.
func namesEmotion(tag string) bool {
	switch tag {
	case "HAPPY", "SAD", "ANGRY", "NEUTRAL", "FEARFUL", "DISGUSTED", "SURPRISED":
		return true
	default:
		return false
	}
}
