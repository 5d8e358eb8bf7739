package ingest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// renderTurns renders the turns of a document as "start-end speaker: text".
func renderTurns(t *testing.T, f format, data string) []string {
	t.Helper()
	transcripts, err := f.parse([]byte(data))
	if err != nil {
		return []string{err.Error()}
	}
	var got []string
	for _, tr := range transcripts {
		for _, turn := range tr.turns {
			line := turn.Speaker + ": " + turn.Text
			if turn.StartMS != nil && turn.EndMS != nil {
				line = clockRange(*turn.StartMS, *turn.EndMS) + " " + line
			}
			got = append(got, line)
		}
	}
	return got
}

func clockRange(start, end int64) string {
	return strconv.FormatInt(start, 10) + "-" + strconv.FormatInt(end, 10)
}

func TestWebVTT(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"voices", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zhao>好</v><v.loud Luo Gang>不好\n", []string{"1000-2000 Zhao: 好", "1000-2000 Luo Gang: 不好"}},
		{"voice over two lines", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zhao>one\ntwo\n", []string{"1000-2000 Zhao: one two"}},
		{"text before a voice", "WEBVTT\n\n00:01.000 --> 00:02.000\nhello <v Zhao>there\n", []string{"1000-2000 : hello", "1000-2000 Zhao: there"}},
		{"name with entity", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A&amp;B>x &gt; y\n", []string{"1000-2000 A&B: x > y"}},
		{"styles", "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow><b>one</b></c> <00:01.500>two <v>three\n", []string{"1000-2000 : one two three"}},
		{"lesser sign", "WEBVTT\n\n00:01.000 --> 00:02.000\n3 < 4 <b>and</b> 5 > 4\n", []string{"1000-2000 : 3 < 4 and 5 > 4"}},
		{"header only then cue", "WEBVTT\n00:01.000 --> 00:02.000\nx\n", []string{"1000-2000 : x"}},
		{"comment, region, identifier, settings", "WEBVTT\n\nNOTE\na --> b\nc\n\nREGION\nid:fred\n\n12\n00:01.000 --> 00:02.000 line:0 align:end\nx\n", []string{"1000-2000 : x"}},
		{"blank line within a text", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\ny\n\n00:03.000 --> 00:04.000\nz\n", []string{"1000-2000 : x y", "3000-4000 : z"}},
		{"carriage returns", "WEBVTT\r\r00:01.000 --> 00:02.000\rx\r", []string{"1000-2000 : x"}},
		{"bad time", "WEBVTT\n\n00:01.000 --> later\nx\n", []string{"line 3: \"later\" is not a time of the form hh:mm:ss,mmm"}},
		{"no header", "00:01.000 --> 00:02.000\nx\n", []string{"line 1: the first line is not WEBVTT"}},
	} {
		if diff := cmp.Diff(c.want, renderTurns(t, webVTT(), c.data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSubRip(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"spoken number", "1\n00:00:01,000 --> 00:00:02,000\n300\n\n2\n00:00:03,000 --> 00:00:04,000\nx\n", []string{"1000-2000 : 300", "3000-4000 : x"}},
		{"no numbers, no blank lines", "00:01,000 --> 00:02,000\nx\n00:03,000 --> 00:04,000\ny", []string{"1000-2000 : x", "3000-4000 : y"}},
		{"overlap", "1\n00:00:01,000 --> 00:00:09,000\nx\n\n2\n00:00:03,000 --> 00:00:04,000\ny\n", []string{"1000-9000 : x", "3000-4000 : y"}},
		{"marks and fonts", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color=\"#fff\">x</font> {not a mark}\n", []string{"1000-2000 : x {not a mark}"}},
		{"open mark", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8 x <b\n", []string{"1000-2000 : {\\an8 x <b"}},
		{"names", "1\n00:00:01,000 --> 00:00:02,000\nAgent: x\n\n2\n00:00:03,000 --> 00:00:04,000\nClient: time: 10:30\n", []string{"1000-2000 Agent: x", "3000-4000 Client: time: 10:30"}},
	} {
		if diff := cmp.Diff(c.want, renderTurns(t, subRip(), c.data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestVoicesOfOneSpeaker: a speaker who is tagged again goes on with the turn,
// and as many tags as fit a document are read in one pass.
func TestVoicesOfOneSpeaker(t *testing.T) {
	const n = 200_000
	got := voices(strings.Repeat("<v 冯经理>好</v>", n))
	if len(got) != 1 || got[0].speaker != "冯经理" || got[0].text != strings.Repeat("好", n) {
		t.Errorf("%d voices", len(got))
	}
}
