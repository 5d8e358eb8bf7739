package entity

import (
	"slices"

	"huifang/nlp/value"
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
	case ' ', '-', '\uff0c', ',', '、', '嗯', '呃', '额', '啊', '哦', '么', '…':
		return true
	}
	return false
}

// leastRun is how many digits make a run. Two by themselves are no number to
// call, but dictation goes in twos, too.
const leastRun = 2

// longestRun is how many digits a run has at most.
const longestRun = 40

// digitRuns appends the runs of digits in the turn's text to its runs. Their
// digits lie behind those of the turns before.
func (t *talk) digitRuns(turn *turn, o *openings) {
	r := turn.text
	for i := 0; i < len(r); {
		if o.at(r[i])&opensDigits == 0 || !beginsDigits(r, i) {
			i++
			continue
		}
		from := len(t.digits)
		t.digits = slices.Grow(t.digits, longestRun)
		run := readRun(r, i, t.digits[from:from:from+longestRun])
		if len(run.digits) >= leastRun {
			end := from + len(run.digits)
			t.digits = t.digits[:end]
			run.digits = t.digits[from:end:end]
			turn.runs = append(turn.runs, run)
		}
		i = max(run.end, i+1)
	}
}

// beginsDigits tells whether a run may begin at i.
func beginsDigits(r []rune, i int) bool {
	c := r[i]
	if isLetter(c) {
		_, n, _ := englishDigits(r, i)
		return n > 0
	}
	return value.DictatedDigit(c) != 0 && (i == 0 || !isLetter(r[i-1]) && r[i-1] != '_')
}

// readRun reads from the digit at i; the digits go into buf, as many as it has
// room for. Pauses hold a run together only between groups; commas between groups
// of three are a figure, not a number to call.
func readRun(r []rune, i int, buf []byte) digitRun {
	run := digitRun{start: i, end: i, digits: buf[:0]}
	if at(r, i-1) == '+' {
		run.start, run.plus = i-1, true
	}
	extension := at(r, i-1) == '转' || at(r, i-2) == '分' && at(r, i-1) == '机'
	for k := i; k < len(r) && len(run.digits) < cap(buf); {
		d, n, width := repeated(r, k)
		if n == 0 && isLetter(r[k]) {
			d, n, width = englishDigits(r, k)
		}
		if n > 0 && len(run.digits)+n <= cap(buf) {
			for range n {
				run.digits = append(run.digits, d)
			}
			k += width
			run.end = k
			continue
		}
		if d := spokenDigit(r[k]); d != 0 {
			run.digits = append(run.digits, d)
			k++
			run.end = k
			continue
		}
		if c := r[k]; (c == 'X' || c == 'x') && len(run.digits) <= 17 && !isLetter(at(r, k+1)) && !isDigit(at(r, k+1)) {
			run.digits = append(run.digits, 'X')
			run.end = k + 1
			break
		}
		next := k
		for !extension && next < len(r) && next-k < 3 && pause(r[next]) {
			next++
		}
		if next == k || next == len(r) {
			break
		}
		if spokenDigit(r[next]) == 0 {
			if _, n, _ := englishDigits(r, next); n == 0 && r[next]|0x20 != 'x' {
				break
			}
		}
		k = next
	}
	return run
}

// repeated reads a digit that is said once for several: 两个八, 三个6. n is how often
// it stands, 0 where nothing of the kind is at k; width is in code points.
func repeated(r []rune, k int) (digit byte, n, width int) {
	if at(r, k+1) != '个' {
		return 0, 0, 0
	}
	d, times := spokenDigit(at(r, k+2)), spokenDigit(r[k])
	if d == 0 || d == '*' || times < '2' || times > '6' {
		return 0, 0, 0
	}
	switch at(r, k+3) {
	case '十', '百', '千', '万', '亿', '个', '月', '点', '成', '年', '号', '块', '天', '分':
		return 0, 0, 0 // 两个三十平的, 三个八百万
	}
	return d, int(times - '0'), 3
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
	case '手', '座', '首', '固':
		if c := at(r, k+1); c == '机' || c == '话' {
			return cuePhone
		}
	case '电':
		if at(r, k+1) == '话' {
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
