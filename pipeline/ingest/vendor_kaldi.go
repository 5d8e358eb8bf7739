package ingest

import "cmp"

// bbcKaldi is the transcript of the BBC's Kaldi service: words, and apart from
// them the segments of speakers.
type bbcKaldi struct {
	Retval struct {
		Status *bool  `json:"status"`
		ID     string `json:"wonid"`
		Words  []struct {
			Word       string      `json:"word"`
			Punctuated string      `json:"punct"`
			Start      seconds     `json:"start"`
			End        seconds     `json:"end"`
			Confidence probability `json:"confidence"`
		} `json:"words"`
		Segmentation struct {
			Segments []struct {
				Start    seconds `json:"start"`
				Duration seconds `json:"duration"`
				Speaker  struct {
					ID label `json:"@id"`
				} `json:"speaker"`
			} `json:"segments"`
		} `json:"segmentation"`
	} `json:"retval"`
}

func detectBBCKaldi(p *probe) int {
	if p.has("retval", "words") || p.has("retval", "segmentation") {
		return 97
	}
	return 0
}

// parseBBCKaldi groups the words, each under the speaker of its segment.
func parseBBCKaldi(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[bbcKaldi](data)
	if err != nil {
		return nil, err
	}
	r := &doc.Retval
	if r.Status != nil && !*r.Status {
		return nil, jobFailed("false", "", "")
	}
	var stretches []speakerStretch
	for _, s := range r.Segmentation.Segments {
		if start := s.Start.ms(); start != nil {
			stretches = append(stretches, speakerStretch{*start, *start + orZero(s.Duration.ms()), string(s.Speaker.ID)})
		}
	}
	speakers := newSpeakerTimeline(stretches)
	words := make([]spokenWord, len(r.Words))
	for i, in := range r.Words {
		w := word(cmp.Or(in.Punctuated, in.Word), in.Start.ms(), in.End.ms(), in.Confidence.value())
		words[i] = spokenWord{Word: w, speaker: speakers.of(w)}
	}
	var list turnList
	groupWords(&list, words, false)
	return []transcript{list.transcript(transcript{id: r.ID})}, nil
}
