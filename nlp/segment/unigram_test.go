package segment

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"huifang/nlp/normalize"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

//go:embed testdata/cuts.tsv
var cutCases string

func TestUnigram(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	for line := range strings.Lines(cutCases) {
		text, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if got := strings.Join(cut(u, text), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// A shipped term is whole alone and among words that stand everywhere.
func TestTermsStayWhole(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	terms := must[[]lexicon.Entry](t)(Terms())
	for _, e := range terms {
		for _, frame := range []string{"*", "的*了", "有没有*，", "因为*所以", "他们*怎么样", "就是*。"} {
			if before, after, _ := strings.Cut(frame, "*"); !isWhole(u, before, e.Word, after) {
				t.Errorf("%s is cut in %s", e.Word, strings.Replace(frame, "*", e.Word, 1))
			}
		}
		if e.Freq == 0 || e.POS == "" {
			t.Errorf("%s has frequency %v and tag %q", e.Word, e.Freq, e.POS)
		}
	}
	if len(terms) < 2000 {
		t.Errorf("%d terms, want those of all files", len(terms))
	}
}

// isWhole reports whether no word begins or ends within term.
func isWhole(e Engine, before, term, after string) bool {
	runes := normalize.Fold(nil, before+term+after)
	from := utf8.RuneCountInString(before)
	to := from + utf8.RuneCountInString(term)
	for _, tok := range e.Segment(nil, runes) {
		if from < tok.Start && tok.Start < to || from < tok.End && tok.End < to {
			return false
		}
	}
	return true
}

// In running talk without punctuation, a term that stands where another stood
// is as good as never cut.
func TestTermsStayWholeInTalk(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	terms := must[[]lexicon.Entry](t)(Terms())
	known := map[string]string{}
	byTag := map[string][]string{}
	for _, e := range terms {
		known[e.Word] = e.POS
		byTag[e.POS] = append(byTag[e.POS], e.Word)
	}
	whole, all := 0, 0
	next := map[string]int{}
	for _, text := range corpus(t) {
		text = strings.Map(func(r rune) rune {
			if unicode.IsPunct(r) {
				return -1
			}
			return r
		}, string(normalize.Fold(nil, text)))
		words := cut(u, text)
		for i, w := range words {
			tag, ok := known[w]
			if !ok {
				continue
			}
			term := byTag[tag][next[tag]%len(byTag[tag])]
			next[tag]++
			all++
			before, after := strings.Join(words[:i], ""), strings.Join(words[i+1:], "")
			if isWhole(u, before, term, after) {
				whole++
			} else {
				t.Logf("%s in %s|%s", term, before, after)
			}
		}
	}
	if all < 5000 || whole*1000 < all*995 {
		t.Errorf("%d of %d terms stay whole", whole, all)
	}
	t.Logf("%d of %d terms stay whole", whole, all)
}

func TestUserDictionary(t *testing.T) {
	u, err := NewUnigram(must[*lexicon.Trie](t)(general()), entries(t, "川渝鑫泰 5 nt\n鑫泰贷"), entries(t, "川渝鑫泰 9 nz\nＸＹ-2号線"))
	if err != nil {
		t.Fatal(err)
	}
	tokens := u.Segment(nil, normalize.Fold(nil, "川渝鑫泰的鑫泰贷，xy-2号线"))
	want := []schemas.Token{
		{Start: 0, End: 4, POS: "nt"},
		{Start: 4, End: 5, POS: "uj"},
		{Start: 5, End: 8, POS: "n"},
		{Start: 8, End: 9, POS: "w"},
		{Start: 9, End: 15, POS: "n"},
	}
	if !slices.Equal(tokens, want) {
		t.Errorf("tokens %v, want %v", tokens, want)
	}
}

// Width, case and script change no border: any mixture of forms is cut alike.
func TestFormsAreCutAlike(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	traditional := map[rune]rune{
		'们': '們', '个': '個', '这': '這', '说': '說', '为': '為', '贷': '貸', '账': '帳', '银': '銀', '资': '資', '业': '業', '还': '還', '没': '沒', '厂': '廠', '设': '設', '备': '備', '产': '產', '单': '單', '订': '訂', '亿': '億', '万': '萬',
	}
	texts := corpus(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := normalize.Fold(nil, rapid.SampledFrom(texts).Draw(t, "text"))
		mixed := slices.Clone(plain)
		for i, r := range mixed {
			if !rapid.Bool().Draw(t, "change") {
				continue
			}
			switch full, ok := traditional[r]; {
			case ok:
				mixed[i] = full
			case '!' <= r && r <= '~':
				mixed[i] = r - '!' + '！'
			}
		}
		if got, want := u.Segment(nil, normalize.Fold(nil, string(mixed))), u.Segment(nil, plain); !slices.Equal(got, want) {
			t.Fatalf("%s: %v, want %v as of %s", string(mixed), got, want, string(plain))
		}
	})
}

// What a list has stays whole however little it weighs, at the edge of digits and
// letters too, and never within them.
func TestUserWordsStayWhole(t *testing.T) {
	words := must[*lexicon.Trie](t)(LoadWords())
	u, err := NewUnigram(words, entries(t, "物流贷 1\n款贷通 1 n\n5号仓 1 n\n0号 1 n\n云e贷 2 nz"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"办了物流贷没还":  "办 了 物流贷 没 还",
		"用款贷通还":    "用 款贷通 还",
		"在5号仓和10号": "在 5号仓 和 10 号",
		"云Ｅ贷":      "云Ｅ贷",
	} {
		if got := strings.Join(cut(u, text), " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Words and white space tile any text; the result does not depend on what was
// cut before or meanwhile.
func FuzzUnigram(f *testing.F) {
	u, err := shipped()
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(cutCases) {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := normalize.Fold(nil, text)
		tokens := u.Segment(nil, runes)
		checkTiling(t, runes, tokens)
		u.Segment(nil, normalize.Fold(nil, "前一句"+text))
		if again := u.Segment(nil, runes); !slices.Equal(again, tokens) {
			t.Errorf("%q: %v, then %v", text, tokens, again)
		}
	})
}

func checkTiling(t *testing.T, text []rune, tokens []schemas.Token) {
	t.Helper()
	at := 0
	for _, tok := range append(slices.Clone(tokens), schemas.Token{Start: len(text), End: len(text)}) {
		if tok.Start < at || tok.End > len(text) {
			t.Fatalf("%q: token %v after %d", string(text), tok, at)
		}
		for ; at < tok.Start; at++ {
			if !unicode.IsSpace(text[at]) {
				t.Fatalf("%q: %q at %d is in no token", string(text), text[at], at)
			}
		}
		at = tok.End
	}
}

func TestUnigramConcurrently(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	texts := corpus(t)[:200]
	want := make([][]string, len(texts))
	for i, text := range texts {
		want[i] = cut(u, text)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, text := range texts {
				if got := cut(u, text); !slices.Equal(got, want[i]) {
					t.Errorf("%s: %v, alone %v", text, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
