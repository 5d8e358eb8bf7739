package redact

import (
	"slices"
	"unicode"

	"huifang/schemas"
)

// words returns the recogniser's words with the texts that masked has in their
// places. Words need not join up to the text: punctuation and blanks may be
// missing on either side. Where they cannot be laid along it and something was
// hidden, all of them lose their texts: times and confidences are kept.
func words(ws []schemas.Word, original, masked []rune) []schemas.Word {
	if len(ws) == 0 || slices.Equal(original, masked) {
		return ws
	}
	out := slices.Clone(ws)
	k := 0
	for i := range out {
		r := []rune(out[i].Text)
		for j, c := range r {
			if !spoken(c) {
				continue
			}
			for k < len(original) && !spoken(original[k]) {
				k++
			}
			if k == len(original) || unicode.ToLower(original[k]) != unicode.ToLower(c) {
				return withoutText(out)
			}
			if masked[k] != original[k] {
				r[j] = hidden
			}
			k++
		}
		out[i].Text = string(r)
	}
	return out
}

func withoutText(ws []schemas.Word) []schemas.Word {
	for i := range ws {
		ws[i].Text = ""
	}
	return ws
}

func spoken(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
