package ingest

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"huifang/schemas"
)

func at[T any](v T) *T { return &v }

// timed is a turn from start to end with text.
func timed(start, end int64, text string) schemas.Turn {
	return schemas.Turn{StartMS: &start, EndMS: &end, Text: text}
}

func TestCleanTurns(t *testing.T) {
	got, notes := cleanTurns([]schemas.Turn{
		timed(5000, 6000, "third"),
		{Text: "behind the third, without a time"},
		timed(1000, 9000, " first \n"),
		timed(1000, 2000, "second, same start"),
		timed(7000, 6500, "ends before it starts"),
		timed(-5, 10, "before the recording"),
		timed(8000, 8001, " \t"),
		{StartMS: at[int64](9000), Text: "unsure", Confidence: at(1.5)},
		{StartMS: at[int64](9500), Text: "not a number", Confidence: at(math.NaN())},
	})
	var texts []string
	for i, turn := range got {
		if turn.Idx != i {
			t.Errorf("turn %d has idx %d", i, turn.Idx)
		}
		if turn.Confidence != nil {
			t.Errorf("turn %d keeps confidence %v", i, *turn.Confidence)
		}
		texts = append(texts, turn.Text)
	}
	want := []string{
		"first", "second, same start", "ends before it starts", "before the recording",
		"third", "behind the third, without a time", "unsure", "not a number",
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	wantNotes := []string{
		"1 turn without text left out",
		"2 turns with impossible times, times left out",
		"2 turns with a confidence outside 0 to 1, left out",
	}
	if diff := cmp.Diff(wantNotes, notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// TestCleanTurnsProperties checks for any turns that nothing with text is lost
// or made up, that starts do not run backwards, and that a second pass changes
// nothing.
func TestCleanTurnsProperties(t *testing.T) {
	turn := rapid.Custom(func(t *rapid.T) schemas.Turn {
		var turn schemas.Turn
		turn.Text = rapid.SampledFrom([]string{"a", "b", "", " ", " c "}).Draw(t, "text")
		if rapid.Bool().Draw(t, "has start") {
			turn.StartMS = at(rapid.Int64Range(-2, 9).Draw(t, "start"))
		}
		if rapid.Bool().Draw(t, "has end") {
			turn.EndMS = at(rapid.Int64Range(-2, 9).Draw(t, "end"))
		}
		return turn
	})
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOf(turn).Draw(t, "turns")
		out, _ := cleanTurns(slices.Clone(in))
		if got, want := textCounts(out), textCounts(in); !cmp.Equal(got, want) {
			t.Fatalf("texts %v, want %v", got, want)
		}
		last := int64(0)
		for _, turn := range out {
			if turn.StartMS == nil {
				continue
			}
			if *turn.StartMS < last {
				t.Fatalf("start %d behind %d", *turn.StartMS, last)
			}
			last = *turn.StartMS
		}
		again, notes := cleanTurns(slices.Clone(out))
		if diff := cmp.Diff(out, again); diff != "" || len(notes) > 0 {
			t.Fatalf("a second pass notes %q and changes:\n%s", notes, diff)
		}
	})
}

// textCounts counts the texts that are not blank, trimmed.
func textCounts(turns []schemas.Turn) map[string]int {
	counts := map[string]int{}
	for _, turn := range turns {
		switch turn.Text {
		case "", " ":
		case " c ":
			counts["c"]++
		default:
			counts[turn.Text]++
		}
	}
	return counts
}

func TestCheckStart(t *testing.T) {
	for _, c := range []struct{ started, date, wantStarted, wantDate, note string }{
		{"2026-11-09T23:30:00+08:00", "", "2026-11-09T23:30:00+08:00", "2026-11-09", ""},
		{"2026-11-09T23:30:00Z", "", "2026-11-09T23:30:00Z", "", ""},
		{"2026-11-09T23:30:00+08:00", "2026-11-10", "2026-11-09T23:30:00+08:00", "2026-11-10", ""},
		{"2026-11-09 23:30", "", "", "", "start \"2026-11-09 23:30\" is not an RFC 3339 time with an offset, left out"},
		{"", "9.11.2026", "", "", "call date \"9.11.2026\" is not of the form YYYY-MM-DD, left out"},
		{"", "", "", "", ""},
	} {
		call := &schemas.Call{StartedAt: c.started, CallDate: c.date}
		var want []string
		if c.note != "" {
			want = []string{c.note}
		}
		if notes := checkStart(call); !slices.Equal(notes, want) || call.StartedAt != c.wantStarted || call.CallDate != c.wantDate {
			t.Errorf("checkStart(%q, %q) = %q, %q, notes %q", c.started, c.date, call.StartedAt, call.CallDate, notes)
		}
	}
}

func TestNormaliseLang(t *testing.T) {
	for stated, want := range map[string]string{
		"": "", "zh": "zh", "zh-CN": "zh", "ZH_cn": "zh", "cmn-Hans-CN": "zh", "yue": "zh", "en-US": "en", "English": "en", "mixed": "mixed", "fr-FR": "",
	} {
		c := &schemas.Call{}
		notes := normaliseLang(c, stated)
		if c.Lang != want || (len(notes) > 0) != (stated == "fr-FR") {
			t.Errorf("normaliseLang(%q) = %q, notes %q", stated, c.Lang, notes)
		}
	}
}
