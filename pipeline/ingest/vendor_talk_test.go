package ingest

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"huifang/schemas"
)

// said is a turn of the talk that the fixtures share.
type said struct {
	party      int // 0 is A, 1 is B
	start, end int64
	text       string
	words      int
}

// fixtureTalks are the talks by language, as the fixtures of all vendors tell
// them. Turns 2 and 3 overlap.
func fixtureTalks() map[string][]said {
	return map[string][]said{
		"zh": {
			{0, 640, 5120, "您好，我是江岸银行的客户经理，今天做贷后回访。", 12},
			{1, 5480, 6900, "你好，请讲。", 2},
			{0, 7350, 11005, "贵公司三季度的销售收入大概是多少？", 8},
			{1, 10780, 15260, "大概一千二百万，比去年少了一些。", 7},
			{0, 16600, 18410, "好的，谢谢您的配合。", 5},
		},
		"en": {
			{0, 320, 3100, "Good morning, this is Anna from Riverside Bank.", 8},
			{1, 3460, 4700, "Hello Anna, go ahead.", 4},
			{0, 5125, 8000, "How much revenue did you book last quarter?", 8},
			{1, 7810, 11950, "About 1.2 million, a bit less than last year.", 9},
		},
	}
}

func orDash[T any](p *T) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprint(*p)
}

// TestVendorTalk reads the same talk from every vendor's form of it: texts,
// times to the millisecond, speakers and channels.
func TestVendorTalk(t *testing.T) {
	p := newParser(t)
	for _, row := range readTSV(t, "testdata/vendor/talk.tsv", 7) {
		path, speakers, channels, worded := row[0], row[2:4], row[4:6], row[6] == "yes"
		t.Run(path, func(t *testing.T) {
			want := fixtureTalks()[row[1]]
			data, err := os.ReadFile(filepath.Join("testdata/vendor", path))
			if err != nil {
				t.Fatal(err)
			}
			r := p.Parse(Unit{File: path, Data: data})
			if len(r.Rejections) > 0 || len(r.Calls) != 1 || len(r.Calls[0].Turns) != len(want) {
				t.Fatalf("want a call of %d turns, got %d calls, rejections %v", len(want), len(r.Calls), r.Rejections)
			}
			if got, want := r.Calls[0].Source.Format, filepath.Dir(path); got != want {
				t.Errorf("format %s, want %s", got, want)
			}
			for i, w := range want {
				got := r.Calls[0].Turns[i]
				if got.Text != w.text {
					t.Errorf("turn %d: text %q, want %q", i, got.Text, w.text)
				}
				if orDash(got.StartMS) != fmt.Sprint(w.start) || orDash(got.EndMS) != fmt.Sprint(w.end) {
					t.Errorf("turn %d: %s to %s ms, want %d to %d", i, orDash(got.StartMS), orDash(got.EndMS), w.start, w.end)
				}
				if want := strings.TrimPrefix(speakers[w.party], "-"); got.Speaker != want {
					t.Errorf("turn %d: speaker %q, want %q", i, got.Speaker, want)
				}
				if orDash(got.Channel) != channels[w.party] {
					t.Errorf("turn %d: channel %s, want %s", i, orDash(got.Channel), channels[w.party])
				}
				checkWords(t, i, got, w, worded)
			}
		})
	}
}

// checkWords: the words, where the vendor has them, are as many as were said
// (or, with one word a character, at least that), and they lie within the turn.
func checkWords(t *testing.T, i int, got schemas.Turn, w said, worded bool) {
	t.Helper()
	if !worded {
		if len(got.Words) > 0 {
			t.Errorf("turn %d: %d words where the source has none", i, len(got.Words))
		}
		return
	}
	if len(got.Words) < w.words {
		t.Errorf("turn %d: %d words, want %d", i, len(got.Words), w.words)
	}
	for _, word := range got.Words {
		if word.StartMS != nil && (*word.StartMS < w.start || *word.StartMS > w.end) || word.Text == "" {
			t.Errorf("turn %d: word %q at %s ms lies outside", i, word.Text, orDash(word.StartMS))
		}
	}
}

// TestVendorSamples reads the vendors' own samples, which stand outside the
// repository.
func TestVendorSamples(t *testing.T) {
	shared := os.Getenv("HUIFANG_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	shared = filepath.Join(shared, "formats")
	if _, err := os.Stat(shared); err != nil {
		t.Skipf("the samples are not here (set HUIFANG_SHARED): %v", err)
	}
	p := newParser(t)
	for _, row := range readTSV(t, "testdata/vendor/samples.tsv", 6) {
		t.Run(row[0], func(t *testing.T) {
			path := filepath.Join(shared, filepath.FromSlash(row[0]))
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r := p.Parse(Unit{File: path, Data: data})
			if len(r.Rejections) > 0 || len(r.Calls) != 1 {
				t.Fatalf("%d calls, rejections %v", len(r.Calls), r.Rejections)
			}
			c := r.Calls[0]
			speakers := map[string]bool{}
			var last *int64
			for _, turn := range c.Turns {
				if turn.Speaker != "" {
					speakers[turn.Speaker] = true
				}
				last = cmp.Or(turn.EndMS, last)
			}
			got := []string{
				row[0], c.Source.Format, strconv.Itoa(len(c.Turns)), strconv.Itoa(len(speakers)),
				orDash(c.Turns[0].StartMS), orDash(last),
			}
			for i := range got {
				// The grouping of words is a choice, and not for this table.
				if got[i] != row[i] && (row[i] != "-" || i > 3) {
					t.Errorf("column %d is %s, want %s", i, got[i], row[i])
				}
			}
		})
	}
}
