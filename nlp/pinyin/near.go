package pinyin

import "strings"

// Near returns one and the same syllable for all that are easily confused.
func Near(s Syllable) Syllable {
	if c := readings().classOf; int(s) < len(c) {
		return c[s]
	}
	return 0
}

// nearClasses gives, for each spelling, the first one that it is confused with.
func nearClasses(names []string) []Syllable {
	first := map[string]Syllable{}
	out := make([]Syllable, len(names))
	for i, name := range names {
		key := blur(name)
		if _, ok := first[key]; !ok {
			first[key] = Syllable(i)
		}
		out[i] = first[key]
	}
	return out
}

// blur spells a syllable so that those that are confused are spelled alike.
func blur(name string) string {
	for _, pair := range [...][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}} {
		// n by itself (嗯) is no initial.
		if rest, ok := strings.CutPrefix(name, pair[0]); ok && rest != "" {
			name = pair[1] + rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(name, "f"); ok {
		name = "h" + rounded(rest)
	}
	for _, final := range [...]string{"ang", "eng", "ing"} {
		if strings.HasSuffix(name, final) {
			return strings.TrimSuffix(name, "g")
		}
	}
	return name
}

// rounded is the final after h that speakers who do not tell f from h say for
// this one after f: 飞 as 灰, 饭 as 换, 风 as 轰.
func rounded(final string) string {
	switch final {
	case "u":
		return final
	case "ei":
		return "ui"
	case "en":
		return "un"
	case "eng":
		return "ong"
	}
	return "u" + final
}
