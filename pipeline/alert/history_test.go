package alert

import (
	"strings"
	"testing"
	"time"
)

// TestNews shows what is handed on: each word is an event about call a, its
// decision and the second at which that reading of the call was put in.
func TestNews(t *testing.T) {
	for _, tc := range []struct{ name, events, news string }{
		{"redelivered", "x1 x1 x1", "x1"},
		{"put in again, same decision", "x1 x5 x5", "x1"},
		{"another decision", "x1 y5 y5", "x1 y5"},
		{"redelivered from before the other", "x1 y5 x1 y5", "x1 y5"},
		{"back to the first decision", "x1 y5 x9 y5 x1", "x1 y5 x9"},
		{"an earlier reading that comes late", "y5 x1", "y5"},
		{"late, and since confirmed", "x1 x9 y5", "x1"},
		{"stage upgraded between deliveries", "x1 y1 x1 y1", "x1 y1"},
		{"then confirmed", "x1 y1 y5", "x1 y1"},
		{"then back", "x1 y1 x5", "x1 y1 x5"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := newHistory(time.Hour)
			var news []string
			for _, word := range strings.Fields(tc.events) {
				e := &Event{Subject: "a", ID: word[:1], Time: time.Unix(int64(word[1]-'0'), 0)}
				if h.news(e, time.Unix(100, 0)) {
					news = append(news, word)
				}
			}
			if got := strings.Join(news, " "); got != tc.news {
				t.Errorf("news are %q, want %q", got, tc.news)
			}
		})
	}
}

func TestHistoryForgets(t *testing.T) {
	h := newHistory(time.Hour)
	at := func(minutes int) time.Time { return time.Unix(0, 0).Add(time.Duration(minutes) * time.Minute) }
	note := func(subject string, minutes int) bool {
		return h.news(&Event{Subject: subject, ID: "x", Time: time.Unix(1, 0)}, at(minutes))
	}
	for i, step := range []struct {
		subject string
		minutes int
		news    bool
	}{
		{"a", 0, true},
		{"b", 1, true},
		{"a", 59, false},
		{"a", 61, false}, // of the window before, and now of this one
		{"a", 130, false},
		{"b", 131, true}, // two windows of silence
		{"a", 131, false},
	} {
		if got := note(step.subject, step.minutes); got != step.news {
			t.Errorf("step %d: news %t", i, got)
		}
	}
	if n := len(h.young) + len(h.old); n > 3 {
		t.Errorf("%d calls are remembered", n)
	}
}
