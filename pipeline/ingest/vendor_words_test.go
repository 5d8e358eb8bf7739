package ingest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"huifang/schemas"
)

// wordsOfLine reads "text@start-end/speaker" items, in ms, as words; an item
// without times is a mark.
func wordsOfLine(t *testing.T, line string) []spokenWord {
	t.Helper()
	var words []spokenWord
	for item := range strings.FieldsSeq(line) {
		item, speaker, _ := strings.Cut(item, "/")
		text, times, timed := strings.Cut(item, "@")
		w := spokenWord{Word: schemas.Word{Text: text}, mark: !timed, speaker: speaker}
		if start, end, ok := strings.Cut(times, "-"); ok {
			w.StartMS, w.EndMS = decimal(start).scaledMS(0), decimal(end).scaledMS(0)
		}
		words = append(words, w)
	}
	return words
}

func TestGroupWords(t *testing.T) {
	for _, row := range readTSV(t, "testdata/vendor/grouping.tsv", 3) {
		var list turnList
		groupWords(&list, wordsOfLine(t, row[1]), row[0] == "segments")
		var got []string
		for _, turn := range list.turns {
			got = append(got, turn.Speaker+":"+turn.Text+"@"+orDash(turn.StartMS)+"-"+orDash(turn.EndMS))
		}
		if joined := strings.Join(got, " | "); joined != row[2] {
			t.Errorf("%s\n got %s\nwant %s", row[1], joined, row[2])
		}
	}
}

// TestGroupWordsKeepsWords: whatever the words, none is lost, added or moved,
// and no turn has two speakers.
func TestGroupWordsKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		words := make([]spokenWord, n)
		var want []string
		at := int64(0)
		for i := range words {
			w := &words[i]
			w.mark = rapid.Bool().Draw(t, "mark")
			w.speaker = rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "speaker")
			w.Text = rapid.SampledFrom([]string{"收入", "ok", "三", "Mr."}).Draw(t, "text")
			if w.mark {
				w.Text = rapid.SampledFrom([]string{"，", "。", ".", "?"}).Draw(t, "mark")
				continue
			}
			start := at + rapid.Int64Range(0, 2000).Draw(t, "gap")
			at = start + 100
			end := at
			w.StartMS, w.EndMS = &start, &end
			want = append(want, w.speaker+w.Text)
		}
		var list turnList
		groupWords(&list, words, rapid.Bool().Draw(t, "segments"))
		var got []string
		for _, turn := range list.turns {
			for _, w := range turn.Words {
				got = append(got, turn.Speaker+w.Text)
				if !strings.Contains(turn.Text, w.Text) {
					t.Errorf("%q lacks the word %q", turn.Text, w.Text)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("words with speakers (-want +got):\n%s", diff)
		}
	})
}

func TestSpeakerTimeline(t *testing.T) {
	timeline := newSpeakerTimeline([]speakerStretch{{5000, 9000, "B"}, {0, 4990, "A"}, {8000, 12000, "C"}})
	for _, tc := range []struct {
		start, end int64
		want       string
	}{
		{100, 300, "A"},
		{4992, 4998, "A"},   // between two
		{4900, 5300, "B"},   // mostly in the later one
		{8100, 8400, "B"},   // covered by both: the earlier one goes on
		{8700, 9800, "C"},   // mostly in the one that begins
		{20000, 20100, "C"}, // behind the last
	} {
		got := timeline.of(schemas.Word{StartMS: &tc.start, EndMS: &tc.end})
		if got != tc.want {
			t.Errorf("%d to %d ms: %q, want %q", tc.start, tc.end, got, tc.want)
		}
	}
	if got := timeline.of(schemas.Word{}); got != "" {
		t.Errorf("a word without times has the speaker %q", got)
	}
}

func TestSenseVoiceTags(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []sensePart
	}{
		{"没有标签。", []sensePart{{"没有标签。", ""}}},
		{"<|zh|><|HAPPY|><|Speech|><|withitn|>好的", []sensePart{{"好的", "HAPPY"}}},
		{"<|zh|><|EMO_UNKNOWN|><|Speech|><|woitn|>好的", []sensePart{{"好的", ""}}},
		{"<|zh|><|SAD|>一<|en|><|NEUTRAL|>two", []sensePart{{"一", "SAD"}, {"two", "NEUTRAL"}}},
		{"<|nospeech|><|BGM|>", nil},
		{"<|Speech|>回款慢<|/Speech|><|SAD|>", []sensePart{{"回款慢", "SAD"}}},
		{"正 是 因 为 用 了 app", []sensePart{{"正是因为用了app", ""}}},
		{"<|zh|>先还利息 再谈本金", []sensePart{{"先还利息 再谈本金", ""}}},
		{"利润 <| 去年", []sensePart{{"利润 <| 去年", ""}}},
	} {
		if diff := cmp.Diff(tc.want, splitSenseVoice(tc.text), cmp.AllowUnexported(sensePart{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.text, diff)
		}
	}
}

// TestFunASRTimesThatDoNotFit: times that are not one a word cannot be given
// to the words, so the text stays whole between the first and the last.
func TestFunASRTimesThatDoNotFit(t *testing.T) {
	ts, err := parseFunASR([]byte(`[{"key":"k","text":"好的。请讲。","timestamp":[[50,100],[100,200]]}]`))
	if err != nil || len(ts) != 1 || len(ts[0].turns) != 1 {
		t.Fatalf("%+v, %v", ts, err)
	}
	turn := ts[0].turns[0]
	if turn.Text != "好的。请讲。" || orDash(turn.StartMS) != "50" || orDash(turn.EndMS) != "200" || turn.Words != nil {
		t.Errorf("%+v", turn)
	}
}

func TestTimePairs(t *testing.T) {
	for raw, want := range map[string]timePairs{
		`[[430,670],[670.4,810]]`: {{430, 670}, {670, 810}},
		`"[[430, 670]]"`:          {{430, 670}},
		`[ [ 1 , 2 ] ]`:           {{1, 2}},
		`[]`:                      {},
		`""`:                      nil,
		`null`:                    nil,
		`[1,2]`:                   nil,
		`[["您",1,2]]`:             nil,
		`[[1,2],[3]]`:             nil,
		`"[[1,2"`:                 nil,
	} {
		var got timePairs
		if err := json.Unmarshal([]byte(raw), &got); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", raw, diff)
		}
	}
}
