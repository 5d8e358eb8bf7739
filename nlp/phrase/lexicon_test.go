package phrase

import (
	"slices"
	"strings"
	"testing"
)

func compile(t testing.TB, exprs ...string) *Lexicon {
	t.Helper()
	l, err := Compile(exprs)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestMatch(t *testing.T) {
	exprs := []string{"抵押物|厂房 & 出租|租给 & !没租", "出租", "sales", "应收", "应收账款", "Loan Amount", "她|他 & 她"}
	l := compile(t, exprs...)
	for _, tc := range []struct {
		text string
		want []Hit
	}{
		{"", nil},
		{"厂房租给别人了", []Hit{{0, 0, 4}}},
		{"租给别人的是厂房", []Hit{{0, 0, 8}}},
		{"厂房还在。设备出租了", []Hit{{1, 7, 9}}},
		{"厂房没租,说出租是谣言", []Hit{{1, 6, 8}}},
		{"今年SALES还可以", []Hit{{2, 2, 7}}},
		{"ｓａｌｅｓ呢", []Hit{{2, 0, 5}}},
		{"a salesman called", nil},
		{"应收账款多少", []Hit{{3, 0, 2}, {4, 0, 4}}},
		{"应收帐款多少", []Hit{{3, 0, 2}}},
		{"the loan amount is 3.5 million", []Hit{{5, 4, 15}}},
		{"出租出租", []Hit{{1, 0, 2}}},
		{"出租!出租", []Hit{{1, 0, 2}, {1, 3, 5}}},
		{"她", []Hit{{6, 0, 1}}},
		{"他", nil},
	} {
		if got := l.Match(nil, []rune(tc.text)); !slices.Equal(got, tc.want) {
			t.Errorf("Match(%q) = %v, want %v", tc.text, got, tc.want)
		}
	}
}

func TestCompileRejects(t *testing.T) {
	for _, e := range []string{"", "a||b", "a &", "!a", "a&b&c&d&e&f&g&h&i"} {
		if _, err := Compile([]string{"ok", e}); err == nil {
			t.Errorf("Compile(%q) succeeded", e)
		} else if !strings.Contains(err.Error(), "expression") {
			t.Errorf("Compile(%q): error %q does not name the expression", e, err)
		}
	}
}

// FuzzMatch compares single literals with a search by hand.
func FuzzMatch(f *testing.F) {
	f.Add("ab", "bab", "xbabab。ab")
	f.Add("应收", "收账", "应收账款 应收")
	f.Add("A", "aa", "AAaa.a")
	f.Fuzz(func(t *testing.T, a, b, text string) {
		if strings.ContainsAny(a+b, "&|!") || strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" {
			return
		}
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		l := compile(t, a, b)
		runes := []rune(text)
		found := [2]bool{}
		for _, h := range l.Match(nil, runes) {
			if h.Start < 0 || h.End > len(runes) || h.Start >= h.End {
				t.Fatalf("hit %v outside %q", h, text)
			}
			found[h.Expr] = true
			lit := []rune([]string{a, b}[h.Expr])
			if !slices.EqualFunc(runes[h.Start:h.End], lit, func(x, y rune) bool { return fold(x) == fold(y) }) {
				t.Fatalf("hit %v of %q covers %q", h, string(lit), string(runes[h.Start:h.End]))
			}
		}
		for i, lit := range []string{a, b} {
			if want := occurs(runes, []rune(lit)); found[i] != want {
				t.Fatalf("%q in %q: found %v, want %v", lit, text, found[i], want)
			}
		}
	})
}

func occurs(text, lit []rune) bool {
	for i := 0; i+len(lit) <= len(text); i++ {
		ok := true
		for j, r := range lit {
			if fold(text[i+j]) != fold(r) || endsSentence(text, i+j) {
				ok = false
				break
			}
		}
		if ok && !cutsWord(appendFolded(nil, text), i, i+len(lit)) {
			return true
		}
	}
	return false
}

func BenchmarkMatch(b *testing.B) {
	l := compile(b, "抵押物|厂房|设备 & 出租|租给|租出去", "应收|货款|回款 & 多少|怎么样", "收入|营收|销售 & 多少|怎么样", "员工|人手|工人")
	text := []rune("现在厂房主要是我们自己在用,应收账款大概两千来万,员工还是三百多人,没有什么变化。")
	var hits []Hit
	b.ReportAllocs()
	for b.Loop() {
		hits = l.Match(hits[:0], text)
	}
}
