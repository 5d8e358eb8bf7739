package entity

import (
	"huifang/nlp/value"
	"huifang/schemas"
)

// digitRun is a stretch of digits, written or dictated one by one, with the
// blanks and fillers that people put between them.
type digitRun struct {
	start, end int
	// digits are ASCII: 0…9, X, and * where the source had masked them.
	digits []byte
	// plus is true after a +, as before a country code.
	plus bool
}

// spokenDigit returns the digit that c stands for in dictation, the asterisk for
// one that is hidden already, 0 for any other character.
func spokenDigit(c rune) byte {
	if c == '*' {
		return '*'
	}
	return value.DictatedDigit(c)
}

// pause tells whether c may stand between dictated digits.
func pause(c rune) bool {
	switch c {
	case ' ', '-', '\uff0c', ',', '、', '嗯', '呃', '额', '啊', '哦', '…':
		return true
	}
	return false
}

// digitRuns appends the runs of three digits and more in r.
func digitRuns(dst []digitRun, r []rune) []digitRun {
	var buf [40]byte
	var kept []byte // of all runs
	for i := 0; i < len(r); {
		if spokenDigit(r[i]) == 0 || r[i] == '*' || i > 0 && (isLetter(r[i-1]) || r[i-1] == '_') {
			i++
			continue
		}
		run := readRun(r, i, buf[:])
		if len(run.digits) >= 3 {
			from := len(kept)
			kept = append(kept, run.digits...)
			run.digits = kept[from:len(kept):len(kept)]
			dst = append(dst, run)
		}
		i = max(run.end, i+1)
	}
	return dst
}

// readRun reads from the digit at i; the digits go into buf, as many as it has
// room for. Pauses hold a run together only between
// groups; commas between groups of three are a figure, not a number to call.
func readRun(r []rune, i int, buf []byte) digitRun {
	run := digitRun{start: i, end: i, digits: buf[:0]}
	if at(r, i-1) == '+' {
		run.start, run.plus = i-1, true
	}
	for k := i; k < len(r) && len(run.digits) < cap(buf); {
		if d := spokenDigit(r[k]); d != 0 {
			run.digits = append(run.digits, d)
			k++
			run.end = k
			continue
		}
		if c := r[k]; (c == 'X' || c == 'x') && (len(run.digits) == 17 || len(run.digits) == 3) && !isLetter(at(r, k+1)) {
			run.digits = append(run.digits, 'X')
			run.end = k + 1
			break
		}
		next := k
		for next < len(r) && next-k < 3 && pause(r[next]) {
			next++
		}
		if next == k || next == len(r) || spokenDigit(r[next]) == 0 {
			break
		}
		k = next
	}
	return run
}

// cues of what a short or doubtful run of digits is.
const (
	cueNone = iota
	cuePhone
	cueID
	cueAccount
)

// digitCue looks for a word before i that says what the digits are, in r and,
// near its start, at the end of the turn before.
func digitCue(r []rune, i int, previous []rune) int {
	const reach = 16
	for k := i - 1; k >= 0 && k >= i-reach; k-- {
		if c := cueAt(r, k); c != cueNone {
			return c
		}
	}
	if i > reach {
		return cueNone
	}
	for k := len(previous) - 1; k >= 0 && k >= len(previous)-2*reach; k-- {
		if c := cueAt(previous, k); c != cueNone {
			return c
		}
	}
	return cueNone
}

// cueAfter looks for such a word right behind the digits: 尾号4471那张卡.
func cueAfter(r []rune, end int) int {
	for k := end; k < len(r) && k < end+6; k++ {
		if c := cueAt(r, k); c != cueNone {
			return c
		}
		if r[k] == '卡' || r[k] == '户' {
			return cueAccount
		}
	}
	return cueNone
}

func cueAt(r []rune, k int) int {
	switch r[k] {
	case '手':
		if at(r, k+1) == '机' {
			return cuePhone
		}
	case '电':
		if at(r, k+1) == '话' {
			return cuePhone
		}
	case '座', '首':
		if at(r, k+1) == '机' {
			return cuePhone
		}
	case '身':
		if at(r, k+1) == '份' {
			return cueID
		}
	case '证':
		if c := at(r, k+1); c == '号' || c == '件' {
			return cueID
		}
	case '卡':
		if at(r, k+1) == '号' || at(r, k+1) == '尾' {
			return cueAccount
		}
	case '账', '帐':
		if c := at(r, k+1); c == '号' || c == '户' {
			return cueAccount
		}
	case '户':
		if c := at(r, k-1); c == '专' || c == '管' || c == '本' || c == '款' {
			return cueAccount
		}
	}
	return cueNone
}

// classify names what a run of digits is; an empty type means nothing known.
func classify(run digitRun, cue int) string {
	d := run.digits
	n := len(d)
	switch {
	case n == 18 && validID(d):
		return schemas.EntityIDCard
	case n == 18 && cue == cueID, n == 17 && cue == cueID:
		return schemas.EntityIDCard
	case n == 11 && d[0] == '1' && d[1] >= '3' && cue != cueAccount:
		return schemas.EntityPhone
	case run.plus && n >= 9 && n <= 14:
		return schemas.EntityPhone
	case d[0] == '0' && n >= 10 && n <= 12 && cue != cueAccount:
		return schemas.EntityPhone
	case n == 13 && d[0] == '8' && d[1] == '6' && d[2] == '1':
		return schemas.EntityPhone
	case n == 10 && (d[0] == '4' || d[0] == '8') && d[1] == '0' && d[2] == '0':
		return schemas.EntityPhone
	case n >= 16 && n <= 19 && luhn(d):
		return schemas.EntityBankAccount
	case n >= 15 && n <= 25, n >= 8 && cue == cueAccount:
		return schemas.EntityBankAccount
	case cue == cuePhone && n >= 7 && n <= 12:
		return schemas.EntityPhone
	}
	return ""
}

// validID checks the last digit of an 18-digit identity number (GB 11643) and
// that its date of birth is one.
func validID(d []byte) bool {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		if d[i] < '0' || d[i] > '9' {
			return false
		}
		sum += int(d[i]-'0') * w
	}
	month := int(d[10]-'0')*10 + int(d[11]-'0')
	day := int(d[12]-'0')*10 + int(d[13]-'0')
	return month >= 1 && month <= 12 && day >= 1 && day <= 31 && "10X98765432"[sum%11] == d[17]
}

// luhn checks the last digit of a card number.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		c := d[len(d)-1-i]
		if c < '0' || c > '9' {
			return false
		}
		v := int(c - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}
