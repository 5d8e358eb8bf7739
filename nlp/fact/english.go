package fact

// readEnglish reads a number said in English words below a thousand, such as
// ninety-five or a hundred and ten, that begins at i.
func readEnglish(text []rune, i int) (numeral, bool) {
	n := numeral{span: span{i, i}}
	if i > 0 && isLetter(text[i-1]) {
		return n, false
	}
	words, hundreds, rest := 0, 0.0, 0.0
	for j := i; j < len(text); {
		k := j
		for k < len(text) && isLetter(text[k]) {
			k++
		}
		word := string(text[j:k])
		value, ok := englishNumber(word)
		switch {
		case ok:
			rest += value
		case word == "hundred":
			hundreds, rest = 100*max(rest, 1), 0
		case word == "a" && words == 0, word == "and" && hundreds > 0:
		default:
			return n.english(words, hundreds+rest)
		}
		words++
		n.end = k
		if k < len(text) && text[k] != ' ' && text[k] != '-' {
			break
		}
		j = k + 1
	}
	return n.english(words, hundreds+rest)
}

// english sets the value; a single small word (one, two) is rarely a number of
// anything.
func (n *numeral) english(words int, value float64) (numeral, bool) {
	n.value = value
	if words == 0 || value < 10 {
		n.end = n.start
		return *n, false
	}
	return *n, true
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

func englishNumber(word string) (float64, bool) {
	switch word {
	case "one":
		return 1, true
	case "two":
		return 2, true
	case "three":
		return 3, true
	case "four":
		return 4, true
	case "five":
		return 5, true
	case "six":
		return 6, true
	case "seven":
		return 7, true
	case "eight":
		return 8, true
	case "nine":
		return 9, true
	case "ten":
		return 10, true
	case "eleven":
		return 11, true
	case "twelve":
		return 12, true
	case "thirteen":
		return 13, true
	case "fourteen":
		return 14, true
	case "fifteen":
		return 15, true
	case "sixteen":
		return 16, true
	case "seventeen":
		return 17, true
	case "eighteen":
		return 18, true
	case "nineteen":
		return 19, true
	case "twenty":
		return 20, true
	case "thirty":
		return 30, true
	case "forty":
		return 40, true
	case "fifty":
		return 50, true
	case "sixty":
		return 60, true
	case "seventy":
		return 70, true
	case "eighty":
		return 80, true
	case "ninety":
		return 90, true
	}
	return 0, false
}
