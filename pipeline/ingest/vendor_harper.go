package ingest

import (
	"cmp"
	"strings"

	"huifang/schemas"
)

// harperSegment is one of a list that makes up a transcript of the Harper
// Valley bank corpus. offset_ms counts from the start of the recording,
// start_ms from that of the talk.
type harperSegment struct {
	Channel  label        `json:"channel_index"`
	Role     string       `json:"speaker_role"`
	Offset   milliseconds `json:"offset_ms"`
	Start    milliseconds `json:"start_ms"`
	Duration milliseconds `json:"duration_ms"`
	// Human is the transcript as corrected; the words' times are those of the
	// recogniser's.
	Human   string         `json:"human_transcript"`
	Machine string         `json:"transcript"`
	Offsets []milliseconds `json:"word_offsets_ms"`
	Lengths []milliseconds `json:"word_durations_ms"`
}

func detectHarper(p *probe) int {
	if p.has("speaker_role") && (p.has("human_transcript") || p.has("word_offsets_ms")) {
		return 97
	}
	return 0
}

func parseHarper(data []byte) ([]transcript, error) {
	segments, err := decodeVendor[oneOrMany[harperSegment]](data)
	if err != nil {
		return nil, err
	}
	var list turnList
	for _, s := range segments {
		start := cmp.Or(s.Offset.ms(), s.Start.ms())
		t := schemas.Turn{
			Role:    statedRole(s.Role),
			Speaker: s.Role,
			Channel: s.Channel.index(1),
			StartMS: start,
			EndMS:   later(start, s.Duration.ms()),
			Text:    cmp.Or(s.Human, s.Machine),
		}
		if words := strings.Fields(s.Machine); len(words) == len(s.Offsets) && len(words) == len(s.Lengths) {
			for i, w := range words {
				begin := later(start, s.Offsets[i].ms())
				t.Words = append(t.Words, word(w, begin, later(begin, s.Lengths[i].ms()), nil))
			}
		}
		list.add(t)
	}
	return []transcript{list.transcript(transcript{})}, nil
}
