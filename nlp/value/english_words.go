package value

import "time"

// wordClass is what an English word means to the scanner.
type wordClass int8

const (
	wordUnit wordClass = iota + 1 // one … nineteen
	wordTens                      // twenty … ninety
	wordHundred
	wordScale // thousand, million, billion, k, m, bn
	wordHalf
	wordArticle // a, an
	wordAnd
	wordOrdinal // first … tenth
	wordMonth
	wordWeekday
	wordRelative // last, this, next
	wordSpan     // year, quarter, month, week
	wordDay      // today, tomorrow, yesterday
	wordPeriod   // days, weeks …
	wordCurrency // RMB, dollars …
	wordPercent
	wordThe
	wordEnd // end, followed by of
	wordOf
	wordThing // staff, people, tonnes
	wordPoint // point, points
	wordFew   // few, several, couple
	wordTo
	wordBasis  // basis, followed by points
	wordPart   // early, mid, late, before a month
	wordBeside // after, before, followed by tomorrow or yesterday
)

// sense is a word's class with its value or name.
type sense struct {
	class wordClass
	n     float64
	name  string
}

// english is the vocabulary, by lower-case word.
type english struct{ words map[string]sense }

func newEnglish() *english {
	w := map[string]sense{
		"a": {class: wordArticle}, "an": {class: wordArticle}, "and": {class: wordAnd}, "the": {class: wordThe},
		"end": {class: wordEnd}, "of": {class: wordOf},
		"hundred": {wordHundred, 100, ""}, "thousand": {wordScale, 1e3, ""}, "million": {wordScale, 1e6, ""},
		"billion": {wordScale, 1e9, ""}, "k": {wordScale, 1e3, ""}, "m": {wordScale, 1e6, ""}, "mn": {wordScale, 1e6, ""},
		"bn": {wordScale, 1e9, ""}, "half": {wordHalf, .5, ""}, "last": {wordRelative, -1, ""}, "this": {wordRelative, 0, ""},
		"next": {wordRelative, 1, ""}, "today": {wordDay, 0, ""}, "tomorrow": {wordDay, 1, ""}, "yesterday": {wordDay, -1, ""},
		"tonight": {wordDay, 0, ""}, "percent": {class: wordPercent},
		"point": {class: wordPoint}, "points": {class: wordPoint}, "few": {wordFew, 2, "few"}, "several": {wordFew, 2, "several"},
		"couple": {wordFew, 2, "couple"}, "to": {class: wordTo}, "basis": {class: wordBasis}, "mil": {wordScale, 1e6, ""}, "grand": {wordScale, 1e3, ""},
		"early": {wordPart, 1, ""}, "mid": {wordPart, 2, ""}, "late": {wordPart, 3, ""}, "after": {wordBeside, 1, ""}, "before": {wordBeside, -1, ""},
	}
	for i, s := range []string{
		"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
	} {
		w[s] = sense{wordUnit, float64(i), ""}
	}
	for i, s := range []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		w[s] = sense{wordTens, float64(20 + 10*i), ""}
	}
	for i, s := range []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"} {
		w[s] = sense{wordOrdinal, float64(i + 1), ""}
	}
	for m := time.January; m <= time.December; m++ {
		name := lower(m.String())
		w[name] = sense{wordMonth, float64(m), ""}
		if len(name) > 4 {
			w[name[:3]] = sense{wordMonth, float64(m), ""}
		}
	}
	for d := range 7 {
		w[lower(time.Weekday(d).String())] = sense{wordWeekday, float64((d+6)%7 + 1), ""}
	}
	for _, s := range []string{"year", "quarter", "month", "week"} {
		w[s] = sense{wordSpan, 0, s}
	}
	for _, s := range []string{"day", "hour", "minute"} {
		w[s], w[s+"s"] = sense{wordPeriod, 0, s}, sense{wordPeriod, 0, s}
	}
	for _, s := range []string{"years", "quarters", "months", "weeks"} {
		w[s] = sense{wordPeriod, 0, s[:len(s)-1]}
	}
	for word, code := range map[string]string{
		"rmb": "CNY", "cny": "CNY", "yuan": "CNY", "usd": "USD", "dollars": "USD", "dollar": "USD", "hkd": "HKD", "eur": "EUR",
		"euros": "EUR", "euro": "EUR", "gbp": "GBP", "jpy": "JPY", "us": "USD", "hk": "HKD", "sgd": "SGD", "pounds": "GBP", "bucks": "USD", "renminbi": "CNY", "yen": "JPY",
	} {
		w[word] = sense{wordCurrency, 0, code}
	}
	for _, s := range []string{
		"staff", "people", "employees", "workers", "tonnes", "tons", "units", "stores", "shops", "rooms", "orders",
		"containers", "machines", "customers", "trucks", "cases", "patients", "beds", "seats", "vessels", "square", "head",
	} {
		w[s] = sense{wordThing, 0, s}
	}
	return &english{w}
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
