package value_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"huifang/nlp/value"
	"huifang/schemas"
)

// spoken says n in Chinese, 零 and all.
func spoken(n int) string {
	if n == 0 {
		return "零"
	}
	var b strings.Builder
	for _, part := range []struct {
		size int
		word string
	}{{1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		v := n / part.size
		n %= part.size
		if v == 0 {
			continue
		}
		if b.Len() > 0 && v < 1000 {
			b.WriteString("零")
		}
		b.WriteString(group(v))
		b.WriteString(part.word)
	}
	return b.String()
}

func group(n int) string {
	digits := []rune("零一二三四五六七八九")
	var b strings.Builder
	gap := false
	for _, p := range []struct {
		size int
		word string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / p.size % 10
		if d == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteString("零")
			gap = false
		}
		b.WriteRune(digits[d])
		b.WriteString(p.word)
	}
	return b.String()
}

func TestMoneyRoundTrip(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 2_000_000_000).Draw(rt, "n")
		for _, text := range []string{spoken(n) + "块钱", fmt.Sprintf("%d元", n), strings.Replace(spoken(n), "二", "两", 1) + "块钱"} {
			r := []rune(text)
			got := s.Scan(nil, r, value.Context{})
			if len(got) != 1 || got[0].Type != schemas.EntityMoney || got[0].Number != float64(n) || got[0].End != len(r) {
				rt.Fatalf("%s: got %+v, want %d", text, got, n)
			}
		}
	})
}

func TestPercentRoundTrip(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 99).Draw(rt, "n")
		for _, text := range []string{"百分之" + spoken(n), fmt.Sprintf("%d%%", n), fmt.Sprintf("%d个点", n)} {
			got := s.Scan(nil, []rune(text), value.Context{})
			if len(got) != 1 || got[0].Type != schemas.EntityPercent || got[0].Number != float64(n) {
				rt.Fatalf("%s: got %+v, want %d", text, got, n)
			}
		}
	})
}

func TestDateRoundTrip(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		day := time.Date(rapid.IntRange(2000, 2040).Draw(rt, "year"), time.January, 1, 0, 0, 0, 0, time.UTC).
			AddDate(0, 0, rapid.IntRange(0, 364).Draw(rt, "day"))
		for _, text := range []string{
			fmt.Sprintf("%d年%d月%d日", day.Year(), day.Month(), day.Day()),
			fmt.Sprintf("%d年%s月%s号", day.Year(), spoken(int(day.Month())), spoken(day.Day())),
		} {
			r := []rune(text)
			got := s.Scan(nil, r, value.Context{Date: callDay()})
			if len(got) != 1 || !got[0].Days.From.Equal(day) || !got[0].Days.To.Equal(day) || got[0].End != len(r) {
				rt.Fatalf("%s: got %+v, want %v", text, got, day)
			}
		}
	})
}

// invariants are what every scan keeps.
func invariants(t *testing.T, s *value.Scanner, text string, ctx value.Context) {
	t.Helper()
	r := []rune(text)
	end := 0
	for _, v := range s.Scan(nil, r, ctx) {
		if v.Start < end || v.End <= v.Start || v.End > len(r) {
			t.Fatalf("%q: span [%d,%d) after %d of %d", text, v.Start, v.End, end, len(r))
		}
		end = v.End
		if v.High < v.Number {
			t.Fatalf("%q: range %v..%v", text, v.Number, v.High)
		}
		if !v.Days.IsZero() && v.Days.To.Before(v.Days.From) {
			t.Fatalf("%q: days %v", text, v.Days)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, r := range tables(f) {
		f.Add(r[0], "")
	}
	for _, r := range rows(f, "context.tsv", 3) {
		f.Add(r[1], r[0])
	}
	s := value.NewScanner()
	f.Fuzz(func(t *testing.T, text, previous string) {
		invariants(t, s, text, value.Context{Date: callDay(), Previous: []rune(previous)})
		invariants(t, s, text, value.Context{})
	})
}
