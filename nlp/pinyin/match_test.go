package pinyin_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"huifang/nlp/pinyin"
	"huifang/schemas"
)

var words = []string{"应收账款", "工程款", "典当行", "银行卡", "应收账款质押", "U盾", "冻结", "资金链", "工程款"}

// parse reads a text whose words are parted by blanks.
func parse(s string) (text []rune, tokens []schemas.Token) {
	for w := range strings.FieldsSeq(s) {
		start := len(text)
		text = append(text, []rune(w)...)
		tokens = append(tokens, schemas.Token{Start: start, End: len(text)})
	}
	return text, tokens
}

// TestMatch reads testdata/match.tsv: a text in words, what is found as
// stretch=word, with a ~ in front where it is only nearly alike; - for nothing.
func TestMatch(t *testing.T) {
	data, err := os.ReadFile("testdata/match.tsv")
	if err != nil {
		t.Fatal(err)
	}
	x := pinyin.NewIndex(words, pinyin.Options{Near: true})
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		in, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no second column: %s", line)
		}
		text, tokens := parse(in)
		var got []string
		for _, h := range x.Match(nil, text, tokens) {
			found := string(text[h.Start:h.End]) + "=" + string(x.Word(h.Word))
			if h.Near {
				found = "~" + found
			}
			got = append(got, found)
		}
		if len(got) == 0 {
			got = []string{"-"}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: found %v, want %s", in, got, want)
		}
	}
}

func TestMatchWithoutNear(t *testing.T) {
	x := pinyin.NewIndex(words, pinyin.Options{})
	for text, want := range map[string]int{"应收涨款": 1, "应收脏款": 0, "典档行": 1, "资金练": 1, "资京链": 0, "银航卡": 1, "银行咖": 1} {
		if got := x.Match(nil, []rune(text), nil); len(got) != want {
			t.Errorf("%s: %d hits, want %d", text, len(got), want)
		}
	}
}

func TestReadings(t *testing.T) {
	for r, want := range map[rune]string{'账': "zhang", '行': "xing", '女': "nv", '嗯': "n", '款': "kuan", 'a': "", '，': "", '𠀀': "", 0: ""} {
		if got := pinyin.Of(r).String(); got != want {
			t.Errorf("%c is read %q, want %q", r, got, want)
		}
	}
	for _, pair := range []string{"张脏", "吃刺", "是四", "南蓝", "飞灰", "饭换", "风轰", "服胡", "班帮", "跟更", "音英", "床窜"} {
		r := []rune(pair)
		if pinyin.Of(r[0]) == pinyin.Of(r[1]) || pinyin.Near(pinyin.Of(r[0])) != pinyin.Near(pinyin.Of(r[1])) {
			t.Errorf("%s are not told apart, or not near", pair)
		}
	}
	for _, pair := range []string{"张刚", "是西", "南门", "发哈"} {
		r := []rune(pair)
		if pinyin.Near(pinyin.Of(r[0])) == pinyin.Near(pinyin.Of(r[len(r)-1])) {
			t.Errorf("%s are near", pair)
		}
	}
	if got := pinyin.Append(nil, []rune("账A款")); len(got) != 3 || got[0] == 0 || got[1] != 0 || got[2] == 0 {
		t.Errorf("readings %v", got)
	}
}

// A word whose characters are replaced by others of the same sound is found
// again, wherever it stands.
func TestHomophonesAreFound(t *testing.T) {
	bySound := map[pinyin.Syllable][]rune{}
	for r := rune(0x4e00); r < 0xa000; r++ {
		if s := pinyin.Of(r); s != 0 {
			bySound[s] = append(bySound[s], r)
		}
	}
	x := pinyin.NewIndex(words, pinyin.Options{})
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.SampledFrom([]int{0, 1, 2, 3, 7}).Draw(t, "word")
		said := []rune(words[i])
		k := rapid.IntRange(0, len(said)-1).Draw(t, "place")
		said[k] = rapid.SampledFrom(bySound[pinyin.Of(said[k])]).Draw(t, "character")
		before := rapid.StringOfN(rapid.RuneFrom([]rune("们和今天，。abc")), 0, 5, -1).Draw(t, "before")
		text := []rune(before + string(said) + "。")
		got := x.Match(nil, text, nil)
		if string(said) == words[i] {
			if len(got) != 0 {
				t.Fatalf("%s: found though it is written right", string(text))
			}
			return
		}
		start := len([]rune(before))
		want := pinyin.Hit{Word: i, Start: start, End: start + len(said)}
		if i == 1 || i == 0 { // listed twice, or the beginning of another
			want.Word = got[0].Word
		}
		if !slices.Equal(got, []pinyin.Hit{want}) {
			t.Fatalf("%s: %v, want %v", string(text), got, want)
		}
	})
}

func TestList(t *testing.T) {
	var l pinyin.List
	for range 2 { // its memory is used again
		l.Reset()
		for word, want := range map[string]bool{"言业智能": true, "恒驰": false, "ABC科技": false} {
			if got := l.Add([]rune(word)); got != want {
				t.Errorf("%s is put in: %v", word, got)
			}
		}
		l.Add([]rune("言业智能科技"))
		for in, want := range map[string]string{
			"我们 言 叶 智能 去年":     "言叶智能=言业智能",
			"言 叶 智能 科技 去年":     "言叶智能科技=言业智能科技",
			"言 液 职 能 去年":       "言液职能=言业智能",
			"言 业 智能 去年":        "",
			"言业智能 科 级 的 言叶 智能": "",
			"言业智能 科 棘 的":       "言业智能科棘=言业智能科技",
			"延业 智能":            "",
			"沿 业 智 能":          "沿业智能=言业智能",
		} {
			text, tokens := parse(in)
			var got []string
			for _, h := range l.Match(nil, text, tokens) {
				got = append(got, string(text[h.Start:h.End])+"="+string(l.Word(h.Word)))
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s: %v, want %s", in, got, want)
			}
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("应 收 涨款 还 有 工程 快")
	f.Add("典档行\x00 abc 银航卡卡卡")
	x := pinyin.NewIndex(words, pinyin.Options{Near: true})
	f.Fuzz(func(t *testing.T, s string) {
		text, tokens := parse(s)
		last := 0
		for _, h := range x.Match(nil, text, tokens) {
			if h.Start < last || h.End > len(text) || h.End-h.Start < pinyin.MinSyllables {
				t.Fatalf("hit %v in %d characters after %d", h, len(text), last)
			}
			last = h.End
			if word := x.Word(h.Word); len(word) != h.End-h.Start || slices.Equal(word, text[h.Start:h.End]) {
				t.Fatalf("hit %q for %q", string(text[h.Start:h.End]), string(word))
			}
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	text, tokens := parse("现在 厂房 主要 是 我们 自己 在 用 , 应收 涨 款 大概 两千 来 万 , 员工 还 是 三百 多 人 , 没有 什么 变化 。")
	x := pinyin.NewIndex(words, pinyin.Options{Near: true})
	var hits []pinyin.Hit
	b.ReportAllocs()
	b.SetBytes(int64(len(string(text))))
	for b.Loop() {
		hits = x.Match(hits[:0], text, tokens)
	}
}
