package lang

import "huifang/schemas"

// Languages of a turn and of a call.
const (
	Chinese = "zh"
	English = "en"
	Mixed   = "mixed"
)

const (
	// minMixed is the number of counted English words that makes a Chinese
	// turn mixed.
	minMixed = 2
	// runesPerWord is the mean length of a Chinese word.
	runesPerWord = 1.6
	// englishShare is the share of English among the words of a turn or call
	// from which on the Chinese in it is names and asides.
	englishShare = 0.85
	// minMixedCall and mixedShare are the counted words and their share from
	// which on a call is mixed: a slip or two per call is no habit.
	minMixedCall = 4
	mixedShare   = 0.01
)

// Turn returns the language of a turn: zh, en or mixed, or empty where the text
// does not tell (figures, OK, no words at all).
func Turn(text string) string {
	return count(text).language()
}

// Call returns the language of all turns together: zh, en or mixed, or empty
// where none tells.
func Call(turns []schemas.Turn) string {
	call, _ := Turns(nil, turns)
	return call
}

// Turns returns what Call does, and appends what Turn does of each of turns to
// dst, reading every text once.
func Turns(dst []string, turns []schemas.Turn) (call string, each []string) {
	var sum tally
	for i := range turns {
		t := count(turns[i].Text)
		dst = append(dst, t.language())
		if t.han == 0 {
			// Yes, right, no problem: in a Chinese call every word of it is
			// code-switched.
			t.counted = t.words
		}
		sum.han += t.han
		sum.words += t.words
		sum.counted += t.counted
	}
	switch {
	case sum.han == 0 && sum.words == 0:
		return "", dst
	case sum.share(sum.words) >= englishShare:
		return English, dst
	case sum.counted >= minMixedCall && sum.share(sum.counted) >= mixedShare:
		return Mixed, dst
	default:
		return Chinese, dst
	}
}

// tally counts what a text is made of.
type tally struct {
	han     int // Chinese characters
	words   int // English words of any kind but acronyms
	counted int // of these, words that a Chinese speaker chose to say in English
}

func (t tally) language() string {
	switch {
	case t.han == 0 && t.words == 0:
		return ""
	case t.han == 0 || t.counted >= minMixed && t.share(t.words) >= englishShare:
		return English
	case t.counted >= minMixed:
		return Mixed
	default:
		return Chinese
	}
}

// share is the share of n English words among n and the Chinese ones.
func (t tally) share(n int) float64 {
	return float64(n) / (float64(n) + float64(t.han)/runesPerWord)
}

func count(text string) tally {
	var t tally
	if !hasLatin(text) {
		t.han = countChinese(text)
		return t
	}
	s := scanner{text: text}
	for s.next() {
		t.words += s.run.words
		t.counted += s.run.counted
	}
	t.han = s.han
	return t
}
