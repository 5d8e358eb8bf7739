package disfluency

import "huifang/schemas"

// View is a text without its disfluencies, and the way back. The zero value is
// the view of an empty text; its memory is reused by Reset. It is not safe for
// concurrent use while Reset runs.
type View struct {
	// Runes is what is left; the caller must not change it.
	Runes []rune
	kept  []rune
	// at holds, by index of Runes, where the rune stands in the text as given; it
	// is empty where nothing was left out.
	at []int32
}

// Reset makes v the view of text without spans, which are sorted and do not
// overlap, as Turn.Disfluencies are; what of them lies outside text does not
// count. Runes is text itself where there is none. Of the pauses (commas, blanks)
// around what is left out one stays, and a pause particle between words (呢, 啊)
// reads as a blank, so that clauses stay apart and no word arises that was not said
// (八千万嘛一毛钱).
func (v *View) Reset(text []rune, spans []schemas.Disfluency) {
	v.at = v.at[:0]
	if len(spans) == 0 {
		v.Runes = text
		return
	}
	v.kept = v.kept[:0]
	from := 0
	for _, s := range spans {
		start, end := min(max(s.Start, from), len(text)), min(s.End, len(text))
		if end <= start {
			continue
		}
		v.keep(text, from, start)
		if n := len(v.kept); n > 0 && !isBreath(v.kept[n-1]) && (end == len(text) || !isBreath(text[end])) &&
			s.Kind == schemas.DisfluencyFiller && allParticles(text[start:end]) {
			v.kept, v.at = append(v.kept, ' '), append(v.at, int32(start))
		}
		from = end
	}
	v.keep(text, from, len(text))
	v.Runes = v.kept
}

// keep appends text[start:end), less pauses that follow one.
func (v *View) keep(text []rune, start, end int) {
	if n := len(v.kept); n > 0 && isBreath(v.kept[n-1]) || n == 0 {
		for start > 0 && start < end && isBreath(text[start]) {
			start++
		}
	}
	for i := start; i < end; i++ {
		v.at = append(v.at, int32(i))
	}
	v.kept = append(v.kept, text[start:end]...)
}

func allParticles(word []rune) bool {
	for _, r := range word {
		if !isParticle(r) {
			return false
		}
	}
	return true
}

// isParticle reports a pause particle.
func isParticle(r rune) bool { return r == '呢' || r == '啊' || r == '嘛' || r == '呀' }

// isBreath reports what stands for a pause within a sentence.
func isBreath(r rune) bool { return r == ',' || r == ' ' || r == '，' || r == '、' }

// Whole reports that nothing was left out.
func (v *View) Whole() bool { return len(v.at) == 0 }

// Span returns where Runes[start:end) stands in the text as given: from its first
// rune to behind its last, with what was left out between them.
func (v *View) Span(start, end int) (int, int) {
	if len(v.at) == 0 {
		return start, end
	}
	if end <= start {
		return v.Place(start), v.Place(start)
	}
	return int(v.at[start]), int(v.at[end-1]) + 1
}

// Place returns where Runes[i] stands in the text as given; of the end, behind
// the last rune that is left.
func (v *View) Place(i int) int {
	switch {
	case len(v.at) == 0:
		return i
	case i < len(v.at):
		return int(v.at[i])
	default:
		return int(v.at[len(v.at)-1]) + 1
	}
}

// TakenBack reports that [start, end) lies in a repair: what stands there was said
// and then corrected. spans are those of Turn.Disfluencies.
func TakenBack(spans []schemas.Disfluency, start, end int) bool {
	for i := range spans {
		if s := &spans[i]; s.Kind == schemas.DisfluencyRepair && s.Start <= start && end <= s.End {
			return true
		}
	}
	return false
}
