package alert

import (
	"slices"
	"time"
)

// history knows what stands about each call and so tells news from repetitions.
// It forgets a call once nothing was heard of it for one to two windows.
type history struct {
	window time.Duration
	// young holds calls heard of since the last turn, old those of the window
	// before; at nextTurn young becomes old.
	young, old map[string]standing
	nextTurn   time.Time
}

// standing is the decision that stands about a call.
type standing struct {
	// at is when the call was put in.
	at time.Time
	// ids are the decisions of readings put in at that time, the one that stands
	// last: there are several where the stages were upgraded in between.
	ids []string
}

func newHistory(window time.Duration) *history {
	return &history{window: window, young: map[string]standing{}}
}

// news notes e, which stood in the topic since written, and says whether it is
// news: neither the decision that stands already nor one of an earlier reading
// of the call.
func (h *history) news(e *Event, written time.Time) bool {
	h.turn(written)
	s, known := h.young[e.Subject]
	if !known {
		s, known = h.old[e.Subject]
	}
	if known && e.Time.Before(s.at) {
		return false
	}
	news := true
	switch {
	case !known || e.Time.After(s.at):
		news = !known || s.ids[len(s.ids)-1] != e.ID
		s = standing{at: e.Time, ids: []string{e.ID}}
	case slices.Contains(s.ids, e.ID):
		news = false
	default:
		s.ids = append(slices.Clone(s.ids), e.ID)
	}
	h.young[e.Subject] = s
	return news
}

// turn forgets the old where it is time to.
func (h *history) turn(now time.Time) {
	switch {
	case h.nextTurn.IsZero():
		h.nextTurn = now.Add(h.window)
	case now.After(h.nextTurn):
		h.young, h.old = map[string]standing{}, h.young
		h.nextTurn = now.Add(h.window)
	}
}
