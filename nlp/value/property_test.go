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

// renderings are ways of saying an amount of n, a multiple of 10,000, in CNY.
func renderings(n int) []string {
	wan := n / 1e4
	out := []string{
		spoken(n) + "块", fmt.Sprintf("%d万", wan), fmt.Sprintf("%d万元", wan), fmt.Sprintf("%dw", wan), fmt.Sprintf("RMB %s", thousands(n)),
		thousands(n), "¥" + thousands(n),
	}
	if wan < 1e4 {
		out = append(out, spoken(wan)+"万", strings.ReplaceAll(spoken(wan)+"万", "二百", "两百"))
		if digit := wan % 10; digit == 0 && wan%100 != 0 && wan > 100 {
			hundreds := spoken(wan / 100 * 100)
			out = append(out, hundreds+string([]rune("零一二三四五六七八九")[wan/10%10])+"十万")
		}
	}
	if n%1e7 == 0 && n >= 1e8 {
		out = append(out, spoken(n/1e8)+"个亿"+tenths(n/1e7%10), fmt.Sprintf("%d.%d亿", n/100000000, n/10000000%10))
	}
	return out
}

// tenths is what 亿 leaves of its last digit: 一个亿二.
func tenths(d int) string {
	if d == 0 {
		return ""
	}
	return string([]rune("零一二三四五六七八九")[d])
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func TestAmountsInManyRenderings(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 99_999).Draw(rt, "wan") * 1e4
		if rapid.Bool().Draw(rt, "round") {
			n = rapid.IntRange(10, 99).Draw(rt, "tenths") * 1e7
		}
		before := rapid.SampledFrom([]string{"", "欠了", "大概", "我们,", "去年做了", "嗯就是"}).Draw(rt, "before")
		after := rapid.SampledFrom([]string{"", "。", "左右", ",没问题", "的货款"}).Draw(rt, "after")
		for _, text := range renderings(n) {
			r := []rune(before + text + after)
			var amounts []value.Value
			for _, v := range s.Scan(nil, r, value.Context{Date: callDay()}) {
				if v.Type == schemas.EntityMoney {
					amounts = append(amounts, v)
				}
			}
			if len(amounts) != 1 || amounts[0].Number != float64(n) || amounts[0].Unit != "CNY" || string(r[amounts[0].Start:amounts[0].End]) != text {
				rt.Fatalf("%s: got %+v, want %d", string(r), amounts, n)
			}
		}
	})
}

func TestRangesShareTheirUnit(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		low := rapid.IntRange(1, 90).Draw(rt, "low")
		high := rapid.IntRange(low+1, min(99, low*9)+1).Draw(rt, "high")
		unit := rapid.SampledFrom([]string{"万", "个点", "天", "个月", "亿"}).Draw(rt, "unit")
		joint := rapid.SampledFrom([]string{"到", "至", "-", "~"}).Draw(rt, "joint")
		scale := map[string]float64{"万": 1e4, "亿": 1e8}[unit]
		for _, text := range []string{fmt.Sprintf("%d%s%d%s", low, joint, high, unit), spoken(low) + joint + spoken(high) + unit} {
			r := []rune(text)
			got := s.Scan(nil, r, value.Context{Date: callDay()})
			if len(got) != 1 || got[0].Precision != "range" || got[0].Number != float64(low)*max(scale, 1) || got[0].High != float64(high)*max(scale, 1) || got[0].End != len(r) {
				rt.Fatalf("%s: got %+v", text, got)
			}
		}
	})
}

// However a day is said or written, with the year or against the day of the call.
func TestDaysInManyRenderings(t *testing.T) {
	s := value.NewScanner()
	rapid.Check(t, func(rt *rapid.T) {
		day := callDay().AddDate(0, 0, rapid.IntRange(-59, 300).Draw(rt, "day"))
		y, m, d := day.Year(), int(day.Month()), day.Day()
		texts := []string{day.Format(time.DateOnly), day.Format("2006/01/02"), fmt.Sprintf("%d年%d月%d号", y, m, d)}
		if years := map[int]string{2025: "去年", 2026: "今年", 2027: "明年"}[y]; years != "" {
			texts = append(texts, years+spoken(m)+"月"+spoken(d)+"号", fmt.Sprintf("%s%d月%d日", years, m, d))
		}
		switch m {
		case 2:
			texts = append(texts, "上个月"+spoken(d)+"号", fmt.Sprintf("上月%d号", d))
		case 3:
			texts = append(texts, "这个月"+spoken(d)+"号", fmt.Sprintf("本月%d日", d))
		case 4:
			texts = append(texts, "下个月"+spoken(d)+"号", fmt.Sprintf("下月%d号", d))
		}
		for _, text := range texts {
			r := []rune("我" + text + "之前还")
			got := s.Scan(nil, r, value.Context{Date: callDay()})
			if len(got) != 1 || !got[0].Days.From.Equal(day) || !got[0].Days.To.Equal(day) || got[0].End != len(r)-3 {
				rt.Fatalf("%s: got %+v, want %v", string(r), got, day)
			}
		}
	})
}
