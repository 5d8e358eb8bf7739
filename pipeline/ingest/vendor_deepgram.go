package ingest

import (
	"cmp"

	"huifang/schemas"
)

// deepgram is the answer of Deepgram to a recording.
type deepgram struct {
	Metadata struct {
		RequestID string  `json:"request_id"`
		Duration  seconds `json:"duration"`
	} `json:"metadata"`
	Results struct {
		Channels []struct {
			Language     string `json:"detected_language"`
			Alternatives []struct {
				Transcript string         `json:"transcript"`
				Confidence probability    `json:"confidence"`
				Words      []deepgramWord `json:"words"`
			} `json:"alternatives"`
		} `json:"channels"`
		Utterances []struct {
			Start      seconds        `json:"start"`
			End        seconds        `json:"end"`
			Confidence probability    `json:"confidence"`
			Channel    label          `json:"channel"`
			Speaker    label          `json:"speaker"`
			Transcript string         `json:"transcript"`
			Words      []deepgramWord `json:"words"`
		} `json:"utterances"`
	} `json:"results"`
	// Result is set where the answer of an SDK was kept.
	Result *deepgram `json:"result"`
	// ErrCode and ErrMsg are those of a refused request.
	ErrCode string `json:"err_code"`
	ErrMsg  string `json:"err_msg"`
}

type deepgramWord struct {
	Word       string      `json:"word"`
	Punctuated string      `json:"punctuated_word"`
	Start      seconds     `json:"start"`
	End        seconds     `json:"end"`
	Confidence probability `json:"confidence"`
	Speaker    label       `json:"speaker"`
}

func (w *deepgramWord) word() schemas.Word {
	return word(cmp.Or(w.Punctuated, w.Word), w.Start.ms(), w.End.ms(), w.Confidence.value())
}

func detectDeepgram(p *probe) int {
	switch {
	case p.has("metadata", "request_id") && p.has("results"), p.has("result", "results", "channels"):
		return 97
	case !p.has("jobName") && !hasList(p, "results") && (p.has("results", "channels") || p.has("results", "utterances")):
		return 97
	case p.has("err_code") && p.has("err_msg"):
		return 90
	default:
		return 0
	}
}

// parseDeepgram takes the utterances, or, where they were not asked for, groups
// the words.
func parseDeepgram(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[deepgram](data)
	if err != nil {
		return nil, err
	}
	if doc.Result != nil {
		doc = *doc.Result
	}
	if doc.ErrCode != "" {
		return nil, jobFailed("", doc.ErrCode, doc.ErrMsg)
	}
	out := transcript{id: doc.Metadata.RequestID, durationMS: orZero(doc.Metadata.Duration.ms())}
	var list turnList
	for _, u := range doc.Results.Utterances {
		t := schemas.Turn{
			Speaker:    string(u.Speaker),
			Channel:    u.Channel.index(0),
			StartMS:    u.Start.ms(),
			EndMS:      u.End.ms(),
			Text:       u.Transcript,
			Confidence: u.Confidence.value(),
		}
		for i := range u.Words {
			t.Words = append(t.Words, u.Words[i].word())
		}
		list.add(t)
	}
	for i := range doc.Results.Channels {
		channel := &doc.Results.Channels[i]
		out.lang = cmp.Or(out.lang, channel.Language)
		if len(doc.Results.Utterances) > 0 || len(channel.Alternatives) == 0 {
			continue
		}
		best := &channel.Alternatives[0]
		words := make([]spokenWord, len(best.Words))
		for j := range best.Words {
			words[j] = spokenWord{Word: best.Words[j].word(), speaker: string(best.Words[j].Speaker), channel: &i}
		}
		groupWords(&list, words, false)
		if len(words) == 0 {
			list.add(schemas.Turn{Channel: &i, Text: best.Transcript, Confidence: best.Confidence.value()})
		}
	}
	return []transcript{list.transcript(out)}, nil
}
