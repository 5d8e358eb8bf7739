package disfluency

import "slices"

// English words that say nothing, always and between pauses only.
var (
	hesitations = [...]string{"um", "uh", "er", "erm", "uhm", "umm", "uhh", "hmm", "mm"}
	asides      = [...][2]string{{"you", "know"}, {"i", "mean"}}
	// emphatic words are repeated on purpose.
	emphatic = [...]string{"very", "no", "yes", "yeah", "ok", "okay", "really", "so", "bye", "that", "had", "far", "right", "well", "please", "never", "long", "hello", "hi"}
	// light words are said again while the speaker looks for the next.
	light = [...]string{"i", "we", "he", "she", "it", "they", "you", "the", "a", "and", "but", "to", "in", "of", "my", "our", "if", "because"}
	// englishEdits take back the figure before them.
	englishEdits = [...][]string{{"no", "wait"}, {"no", "sorry"}, {"i", "mean"}, {"make", "that"}, {"or", "rather"}, {"sorry"}, {"rather"}, {"correction"}, {"wait"}, {"no"}}
	figureWords  = [...]string{
		"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
		"fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
		"ninety", "hundred", "thousand", "million", "billion", "half",
	}
)

// english marks disfluencies of English, by words.
func (x *text) english() {
	if !x.latin {
		return
	}
	for k := range x.tokens {
		t := x.tokens[k]
		if !isLatin(x.rune(t.Start)) {
			continue
		}
		word := x.runes[t.Start:t.End]
		switch {
		case isOne(word, hesitations[:]):
			x.mark(t.Start, t.End, kindFiller)
		case k+1 < len(x.tokens) && x.aside(k):
			x.mark(t.Start, x.tokens[k+1].End, kindFiller)
		}
	}
	for k := range x.tokens {
		if isLatin(x.rune(x.tokens[k].Start)) {
			x.englishRepeat(k)
			x.englishRepair(k)
		}
	}
}

// aside reports you know and the like between pauses.
func (x *text) aside(k int) bool {
	for _, a := range asides {
		if isWord(x.say(k), a[0]) && isWord(x.say(k+1), a[1]) {
			return x.paused(k-1) && x.paused(k+2)
		}
	}
	return false
}

// paused reports that token k is a pause, a filler or outside the turn.
func (x *text) paused(k int) bool {
	if k < 0 || k >= len(x.tokens) {
		return true
	}
	at := x.tokens[k].Start
	return isPause(x.runes[at]) || x.paint[at] == kindFiller
}

// say is the text of token k, nil outside the turn.
func (x *text) say(k int) []rune {
	if k < 0 || k >= len(x.tokens) {
		return nil
	}
	return x.runes[x.tokens[k].Start:x.tokens[k].End]
}

// next returns the first token after k that is no pause within the sentence and no
// filler.
func (x *text) next(k int) int {
	for k++; k < len(x.tokens) && x.paused(k); k++ {
		if r := x.runes[x.tokens[k].Start]; endsSentence(r) || r == '.' {
			break
		}
	}
	return k
}

// englishRepeat marks one or two words that are said again.
func (x *text) englishRepeat(k int) {
	a := x.say(k)
	second := x.next(k)
	if slices.Equal(a, x.say(second)) {
		if !isOne(a, emphatic[:]) && !isFigure(a) && (second == k+1 || isOne(a, light[:])) {
			x.mark(x.tokens[k].Start, x.tokens[second].Start, kindRepeat)
		}
		return
	}
	if third := x.next(second); second == k+1 && slices.Equal(a, x.say(third)) && third+1 < len(x.tokens) &&
		slices.Equal(x.say(k+1), x.say(third+1)) && isLatin(x.say(k + 1)[0]) && !isFigure(a) {
		x.mark(x.tokens[k].Start, x.tokens[third].Start, kindRepeat)
	}
}

// englishRepair marks a figure that is taken back, if an edit begins at token k.
func (x *text) englishRepair(k int) {
	for _, edit := range englishEdits {
		n := 0
		for n < len(edit) && isWord(x.say(k+n), edit[n]) {
			n++
		}
		if n < len(edit) {
			continue
		}
		first := k
		for first > 0 && x.paused(first-1) {
			first--
		}
		to := first
		for first > 0 && isFigure(x.say(first-1)) {
			first--
		}
		if second := x.next(k + n - 1); first < to && second < len(x.tokens) && isFigure(x.say(second)) {
			x.mark(x.tokens[first].Start, x.tokens[second].Start, kindRepair)
		}
		return
	}
}

func isFigure(word []rune) bool {
	return len(word) > 0 && word[0] >= '0' && word[0] <= '9' || isOne(word, figureWords[:])
}

func isOne(word []rune, list []string) bool {
	return slices.ContainsFunc(list, func(w string) bool { return isWord(word, w) })
}

// isWord reports that word reads w, of ASCII.
func isWord(word []rune, w string) bool {
	if len(word) != len(w) {
		return false
	}
	for i, r := range word {
		if r != rune(w[i]) {
			return false
		}
	}
	return true
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' }
