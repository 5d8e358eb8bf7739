package redact_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"huifang/nlp/entity"
	"huifang/nlp/redact"
	"huifang/nlp/value"
	"huifang/schemas"
)

func annotated(rec *entity.Recognizer, c *schemas.Call) *schemas.Call {
	rec.Annotate(c)
	redact.Annotate(c)
	return c
}

func conversation(texts ...string) *schemas.Call {
	c := &schemas.Call{ID: "m", CallDate: "2026-03-04", Turns: make([]schemas.Turn, len(texts))}
	for i, s := range texts {
		role := schemas.RoleAgent
		if i%2 == 1 {
			role = schemas.RoleCustomer
		}
		c.Turns[i] = schemas.Turn{Idx: i, Role: role, Text: s}
	}
	return c
}

func TestMaskReachesEveryField(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	c := conversation("您好,我是松江银行陆一帆。您是林雨桐吧?", "是我。", "林雨桐的担保人周志强联系得上吗?", "电话13812345678,周志强自己的。")
	c.LoanFile = schemas.LoanFile{"borrower": "苏州晨星精密有限公司", "guarantor": "周志强", "note": "联系 13812345678", "list": []any{"周志强"}}
	c.Turns[3].Words = []schemas.Word{{Text: "电话"}, {Text: "13812345678"}, {Text: "周志强"}, {Text: "自己的"}}
	annotated(rec, c)
	c.Keywords = []schemas.Keyword{{Term: "周志强"}}
	c.Facts = []schemas.Fact{{Key: "guarantor", Turn: 3, Start: 14, End: 17, Text: "周志强"}}
	c.Discrepancies = []schemas.Discrepancy{{Field: "guarantor", OnFile: "周志强", Stated: "林雨桐", Reason: "周志强不是林雨桐"}}
	before, err := schemas.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	m := redact.NewMasker(nil).Mask(c)
	out, err := schemas.Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"周志强", "林雨桐", "陆一帆", "13812345678", "志强", "1234"} {
		if bytes.Contains(out, []byte(s)) {
			t.Errorf("%s is left in %s", s, out)
		}
	}
	for _, s := range []string{"苏州晨星精密有限公司", "松江银行", "周**", "138****5678"} {
		if !bytes.Contains(out, []byte(s)) {
			t.Errorf("%s is gone from %s", s, out)
		}
	}
	if after, _ := schemas.Encode(c); !bytes.Equal(before, after) {
		t.Error("Mask changed its argument")
	}
	if !m.Analysis.Masked {
		t.Error("Masked is not set")
	}
	if again := redact.NewMasker(nil).Mask(m); !reflect.DeepEqual(again, m) {
		t.Error("masking twice differs from masking once")
	}
}

func TestWordsThatDoNotFitLoseTheirText(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	c := conversation("我是松江银行陆一帆。")
	c.Turns[0].Words = []schemas.Word{{Text: "我是"}, {Text: "宋江银行"}, {Text: "陆一帆"}}
	for i, w := range redact.NewMasker(nil).Mask(annotated(rec, c)).Turns[0].Words {
		if w.Text != "" {
			t.Errorf("word %d keeps %q", i, w.Text)
		}
	}
}

// TestMaskProperty builds calls in which a phone and an identity number are said
// in many ways and checks that no way leaves them readable.
func TestMaskProperty(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	rapid.Check(t, func(rt *rapid.T) {
		phone := "1" + rapid.StringMatching(`[3-9][0-9]{9}`).Draw(rt, "phone")
		id := identityNumber(rapid.StringMatching(`[1-6][1-5][0-9]{4}19[5-9][0-9]0[1-9][12][0-8][0-9]{3}`).Draw(rt, "id"))
		lead := rapid.SampledFrom([]string{"打我手机", "电话是", "您记一下,", ""}).Draw(rt, "lead")
		tail := rapid.SampledFrom([]string{"。", "", " 白天打", ",谢谢"}).Draw(rt, "tail")
		c := conversation("您电话多少?", lead+phone+tail, "身份证呢", id+tail, "再说一遍", lead+grouped(phone)+tail)
		c.Keywords = []schemas.Keyword{{Term: phone}}
		annotated(rec, c)
		m := redact.NewMasker(nil).Mask(c)
		out, err := schemas.Encode(m)
		if err != nil {
			rt.Fatal(err)
		}
		for _, number := range []string{phone, id} {
			if strings.Contains(string(out), number) {
				rt.Fatalf("%s is left in %s", number, out)
			}
		}
		// What stays are the first three digits and the last four, apart.
		if n := longestDigits(textsOf(m)); n > 4 {
			rt.Fatalf("%d digits in a row are left in %s", n, out)
		}
		for i := range c.Turns {
			if got, want := utf8.RuneCountInString(m.Turns[i].Text), utf8.RuneCountInString(c.Turns[i].Text); got != want {
				rt.Fatalf("turn %d has %d code points, had %d", i, got, want)
			}
		}
	})
}

func textsOf(c *schemas.Call) string {
	var b strings.Builder
	for _, t := range c.Turns {
		b.WriteString(t.Text + "\n")
		for _, e := range t.Entities {
			b.WriteString(e.Text + "\n" + e.Norm + "\n")
		}
	}
	for _, k := range c.Keywords {
		b.WriteString(k.Term + "\n")
	}
	return b.String()
}

func longestDigits(s string) int {
	longest, n := 0, 0
	for _, c := range s {
		if c < '0' || c > '9' {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

func grouped(phone string) string { return phone[:3] + " " + phone[3:7] + " " + phone[7:] }

// identityNumber appends the check digit to 17 digits.
func identityNumber(s string) string {
	weights := []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return s + string("10X98765432"[sum%11])
}

// TestCorpus holds recall of the characters of labelled personal data, and
// precision, above a floor.
func TestCorpus(t *testing.T) {
	rec := entity.NewRecognizer(value.NewScanner())
	floor := map[string]float64{"train_calls.jsonl": .9, "dev_calls.jsonl": .75}
	for _, file := range []string{"train_calls.jsonl", "dev_calls.jsonl"} {
		data, err := os.ReadFile(filepath.Join("..", "corpus", file))
		if err != nil {
			t.Skipf("no corpus beside the code: %v", err)
		}
		var gold, covered, marked, right int
		for line := range bytes.Lines(data) {
			c, err := schemas.Decode(line)
			if err != nil {
				t.Fatal(err)
			}
			var labels struct {
				Gold struct {
					PII []struct {
						Turn, Start, End int
						Type             string
					} `json:"pii"`
				}
			}
			if err := json.Unmarshal(line, &labels); err != nil {
				t.Fatal(err)
			}
			annotated(rec, c)
			type place struct{ turn, at int }
			want := map[place]bool{}
			for _, p := range labels.Gold.PII {
				for k := p.Start; k < p.End; k++ {
					want[place{p.Turn, k}] = true
				}
			}
			gold += len(want)
			for i := range c.Turns {
				for _, p := range c.Turns[i].PII {
					for k := p.Start; k < p.End; k++ {
						marked++
						if want[place{i, k}] {
							covered++
							right++
						}
					}
				}
				if !slices.IsSortedFunc(c.Turns[i].PII, func(a, b schemas.PIISpan) int { return a.Start - b.Start }) {
					t.Errorf("%s turn %d: spans are not sorted", c.ID, i)
				}
			}
		}
		recall, precision := float64(covered)/float64(gold), float64(right)/float64(marked)
		t.Logf("%s: recall %.3f of %d characters, precision %.3f of %d", file, recall, gold, precision, marked)
		if recall < floor[file] || precision < .85 {
			t.Errorf("%s: recall %.3f is below %.2f or precision %.3f below .85", file, recall, floor[file], precision)
		}
	}
}

// FuzzMask checks that masking any call keeps the length of every text and the
// call that it was given.
func FuzzMask(f *testing.F) {
	f.Add("我是松江银行陆一帆,电话13812345678", "陆一帆的密码是a1b2c3", "13812345678")
	f.Add("This is Grace Tan from Straits Bank", "grace.tan@example.com", "幺三八 幺二三四 五六七八")
	f.Add("寄到苏州市吴中区东吴北路31号", "苏E12345", "6222 0200 1234 5678 908")
	rec := entity.NewRecognizer(value.NewScanner())
	f.Fuzz(func(t *testing.T, a, b, word string) {
		c := conversation(a, b)
		c.LoanFile = schemas.LoanFile{"borrower": a, "guarantor": b}
		c.Turns[0].Words = []schemas.Word{{Text: word}, {Text: a}}
		annotated(rec, c)
		m := redact.NewMasker(nil).Mask(c)
		for i := range c.Turns {
			r := []rune(c.Turns[i].Text)
			if got := utf8.RuneCountInString(m.Turns[i].Text); got != len(r) {
				t.Fatalf("turn %d has %d code points, had %d", i, got, len(r))
			}
			end := 0
			for _, p := range c.Turns[i].PII {
				if p.Start < end || p.End <= p.Start || p.End > len(r) {
					t.Fatalf("%q: span %+v after %d", c.Turns[i].Text, p, end)
				}
				end = p.End
			}
		}
		if c.Turns[0].Text != a || c.Turns[1].Text != b || c.Turns[0].Words[0].Text != word {
			t.Fatal("Mask changed its argument")
		}
	})
}

func BenchmarkMask(b *testing.B) {
	rec := entity.NewRecognizer(value.NewScanner())
	c := conversation("您好,我是松江银行陆一帆。您是林雨桐吧?", "是我。", "林雨桐的担保人周志强联系得上吗?", "电话13812345678,周志强自己的。")
	rec.Annotate(c)
	masker := redact.NewMasker([]byte("benchmark"))
	b.ReportAllocs()
	for b.Loop() {
		redact.Annotate(c)
		masker.Mask(c)
	}
}
