package ingest

import (
	"cmp"
	"errors"
)

// speechmatics is a transcript of Speechmatics: v2, with words and punctuation
// in one list, or the old v1, with the stretches of speakers apart from the
// words and every number a string.
type speechmatics struct {
	Format string `json:"format"`
	Job    struct {
		ID       label   `json:"id"`
		Language string  `json:"lang"`
		Name     string  `json:"name"`
		DataName string  `json:"data_name"`
		Duration seconds `json:"duration"`
		Status   string  `json:"status"`
		Errors   []struct {
			Message string `json:"message"`
		} `json:"errors"`
	} `json:"job"`
	Metadata struct {
		Config struct {
			Language string `json:"language"`
		} `json:"transcription_config"`
	} `json:"metadata"`
	Results  []speechmaticsItem `json:"results"`
	Speakers []speechmaticsV1   `json:"speakers"`
	Words    []speechmaticsV1   `json:"words"`
}

type speechmaticsItem struct {
	Type         string  `json:"type"`
	Start        seconds `json:"start_time"`
	End          seconds `json:"end_time"`
	Channel      label   `json:"channel"`
	AttachesTo   string  `json:"attaches_to"`
	Alternatives []struct {
		Content    string      `json:"content"`
		Confidence probability `json:"confidence"`
		Speaker    label       `json:"speaker"`
	} `json:"alternatives"`
}

// speechmaticsV1 is a word, a mark, or the stretch of a speaker.
type speechmaticsV1 struct {
	Name       string      `json:"name"`
	Time       seconds     `json:"time"`
	Duration   seconds     `json:"duration"`
	Confidence probability `json:"confidence"`
}

func detectSpeechmatics(p *probe) int {
	switch {
	case hasList(p, "results") && p.has("results", "type") && p.has("results", "alternatives", "content"),
		p.has("job") && p.has("words") && p.has("speakers"):
		return 96
	case p.has("metadata", "transcription_config"), p.has("job") && p.has("format"),
		p.has("job", "status") && p.has("job", "data_name"):
		return 94
	default:
		return 0
	}
}

func parseSpeechmatics(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[speechmatics](data)
	if err != nil {
		return nil, err
	}
	if s := doc.Job.Status; s != "" && s != "done" && len(doc.Results) == 0 {
		message := ""
		for _, e := range doc.Job.Errors {
			message = cmp.Or(message, e.Message)
		}
		return nil, jobFailed(s, "", message)
	}
	var list turnList
	switch {
	case len(doc.Results) > 0:
		channels := map[label][]spokenWord{}
		var order []label
		for i := range doc.Results {
			it := &doc.Results[i]
			if _, seen := channels[it.Channel]; !seen {
				order = append(order, it.Channel)
			}
			channels[it.Channel] = append(channels[it.Channel], it.spoken())
		}
		for _, c := range order {
			groupWords(&list, channels[c], false)
		}
	case len(doc.Words) > 0:
		groupWords(&list, doc.oldWords(), false)
	case doc.Format == "":
		return nil, errors.New("neither results nor words")
	}
	return []transcript{list.transcript(transcript{
		id:         string(doc.Job.ID),
		lang:       cmp.Or(doc.Metadata.Config.Language, doc.Job.Language),
		recording:  cmp.Or(doc.Job.DataName, doc.Job.Name),
		durationMS: orZero(doc.Job.Duration.ms()),
	})}, nil
}

// unknownSpeaker is what Speechmatics writes where it cannot tell.
const unknownSpeaker = "UU"

// spoken is the item as a word. Channels are named by number, from 1, or by the
// user; a name given by the user serves as the speaker's.
func (it *speechmaticsItem) spoken() spokenWord {
	w := spokenWord{
		mark:    it.Type == "punctuation" && it.AttachesTo != "next",
		channel: it.Channel.index(1),
	}
	if len(it.Alternatives) == 0 {
		return w
	}
	best := it.Alternatives[0]
	w.Word = word(best.Content, it.Start.ms(), it.End.ms(), best.Confidence.value())
	if best.Speaker != unknownSpeaker {
		w.speaker = string(best.Speaker)
	}
	if w.speaker == "" && w.channel == nil {
		w.speaker = string(it.Channel)
	}
	return w
}

// oldWords are the words of v1, each under the speaker of its stretch.
func (doc *speechmatics) oldWords() []spokenWord {
	var stretches []speakerStretch
	for _, s := range doc.Speakers {
		if start := s.Time.ms(); start != nil && s.Name != unknownSpeaker {
			stretches = append(stretches, speakerStretch{*start, *start + orZero(s.Duration.ms()), s.Name})
		}
	}
	speakers := newSpeakerTimeline(stretches)
	words := make([]spokenWord, len(doc.Words))
	for i, in := range doc.Words {
		start := in.Time.ms()
		w := word(in.Name, start, later(start, in.Duration.ms()), in.Confidence.value())
		words[i] = spokenWord{Word: w, mark: isMark(w.Text), speaker: speakers.of(w)}
	}
	return words
}
