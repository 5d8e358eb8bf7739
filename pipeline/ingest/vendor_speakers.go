package ingest

import (
	"cmp"
	"slices"
	"sort"

	"huifang/schemas"
)

// speakerTimeline tells who speaks when, for formats that keep the stretches of
// speakers apart from the words.
type speakerTimeline []speakerStretch

type speakerStretch struct {
	startMS, endMS int64
	speaker        string
}

// newSpeakerTimeline orders stretches by their start.
func newSpeakerTimeline(stretches []speakerStretch) speakerTimeline {
	slices.SortStableFunc(stretches, func(a, b speakerStretch) int { return cmp.Compare(a.startMS, b.startMS) })
	return stretches
}

// maxOverlap is how many stretches are looked at for a word: more people than
// that do not speak at once.
const maxOverlap = 8

// of is the speaker of a word: that of the stretch that covers most of it, the
// earlier one where two cover as much, else that of the last one before it,
// since stretches end a frame or two short of the last word. Empty before the
// first stretch, and for a word without a start.
func (t speakerTimeline) of(w schemas.Word) string {
	if w.StartMS == nil {
		return ""
	}
	start := *w.StartMS
	end := max(start+1, orZero(w.EndMS))
	next := sort.Search(len(t), func(i int) bool { return t[i].startMS >= end })
	if next == 0 {
		return ""
	}
	best, most := next-1, int64(0)
	for i := next - 1; i >= max(0, next-maxOverlap); i-- {
		if covered := min(end, t[i].endMS) - max(start, t[i].startMS); covered > 0 && covered >= most {
			best, most = i, covered
		}
	}
	return t[best].speaker
}
