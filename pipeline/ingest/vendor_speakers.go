package ingest

import (
	"cmp"
	"slices"
	"sort"
)

// speakerTimeline tells who speaks when, for formats that keep the stretches of
// speakers apart from the words.
type speakerTimeline []speakerStretch

type speakerStretch struct {
	startMS int64
	speaker string
}

// newSpeakerTimeline orders stretches by their start.
func newSpeakerTimeline(stretches []speakerStretch) speakerTimeline {
	slices.SortStableFunc(stretches, func(a, b speakerStretch) int { return cmp.Compare(a.startMS, b.startMS) })
	return stretches
}

// of is the speaker of a word: that of the last stretch that begins before the
// word's middle. The ends of stretches are not asked, since they fall short of
// the last word by a frame or two. Empty before the first stretch, and for a
// word without a start.
func (t speakerTimeline) of(start, end *int64) string {
	if start == nil {
		return ""
	}
	middle := (*start + orZero(orElse(end, start))) / 2
	next := sort.Search(len(t), func(i int) bool { return t[i].startMS > middle })
	if next == 0 {
		return ""
	}
	return t[next-1].speaker
}
