package assess

import (
	"strings"
	"testing"
)

func TestQuantityIn(t *testing.T) {
	for _, tc := range []struct {
		text, unit string
		want       float64
		ok         bool
	}{
		{"带钢4200吨质押", "吨", 4200, true},
		{"抵押肉牛4200头", "头", 4200, true},
		{"渔船抵押(6艘)", "艘", 6, true},
		{"带钢质押", "吨", 0, false},
		{"若干吨带钢", "吨", 0, false},
		{"", "吨", 0, false},
	} {
		if got, ok := quantityIn(tc.text, tc.unit); got != tc.want || ok != tc.ok {
			t.Errorf("quantityIn(%q, %q) = %v, %v, want %v, %v", tc.text, tc.unit, got, ok, tc.want, tc.ok)
		}
	}
}

func FuzzQuantityIn(f *testing.F) {
	f.Add("带钢4200吨质押", "吨")
	f.Add("吨", "吨")
	f.Fuzz(func(t *testing.T, text, unit string) {
		if v, ok := quantityIn(text, unit); v < 0 || ok && !strings.Contains(text, unit) {
			t.Errorf("quantityIn(%q, %q) = %v, %v", text, unit, v, ok)
		}
	})
}

func FuzzSentenceAt(f *testing.F) {
	f.Add("没有。租给人家了,三年;好的", 4)
	f.Add("", 0)
	f.Add("?", 9)
	f.Fuzz(func(t *testing.T, text string, i int) {
		s := sentenceAt(text, i)
		if strings.ContainsAny(s, sentenceEnds) || !strings.Contains(string([]rune(text)), s) {
			t.Errorf("sentenceAt(%q, %d) = %q", text, i, s)
		}
	})
}

func TestFileDay(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"2025-09-30", "2025-09-30"},
		{"2025-02", "2025-02-28"},
		{"2025-12", "2025-12-31"},
		{"明年", ""},
		{"", ""},
	} {
		day, ok := fileDay(tc.text)
		if ok != (tc.want != "") || ok && day.Format("2006-01-02") != tc.want {
			t.Errorf("fileDay(%q) = %v, %v, want %q", tc.text, day, ok, tc.want)
		}
	}
}
