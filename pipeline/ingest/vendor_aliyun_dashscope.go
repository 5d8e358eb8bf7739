package ingest

import (
	"cmp"

	"huifang/schemas"
)

// dashScope is the transcript file of Paraformer, Fun-ASR and Qwen-ASR on
// DashScope.
type dashScope struct {
	FileURL    string `json:"file_url"`
	Properties struct {
		Duration milliseconds `json:"original_duration_in_milliseconds"`
	} `json:"properties"`
	Transcripts []struct {
		Channel   label  `json:"channel_id"`
		Text      string `json:"text"`
		Sentences []struct {
			Text     string       `json:"text"`
			Begin    milliseconds `json:"begin_time"`
			End      milliseconds `json:"end_time"`
			Speaker  label        `json:"speaker_id"`
			Emotion  string       `json:"emotion"`
			Language string       `json:"language"`
			Words    []struct {
				Text  string       `json:"text"`
				Begin milliseconds `json:"begin_time"`
				End   milliseconds `json:"end_time"`
			} `json:"words"`
		} `json:"sentences"`
	} `json:"transcripts"`
	// Output is set where the task's status was kept in place of the file that
	// it points to.
	Output *struct {
		Status  string `json:"task_status"`
		Code    string `json:"code"`
		Message string `json:"message"`
	} `json:"output"`
}

func detectDashScope(p *probe) int {
	switch {
	case p.has("transcripts", "sentences"), p.has("transcripts", "channel_id"):
		return 96
	case p.has("output", "task_status"):
		return 90
	default:
		return 0
	}
}

func parseDashScope(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[dashScope](data)
	if err != nil {
		return nil, err
	}
	if doc.Output != nil && doc.Transcripts == nil {
		message := cmp.Or(doc.Output.Message, "this is the status of the task, not its transcript file")
		return nil, jobFailed(doc.Output.Status, doc.Output.Code, message)
	}
	out := transcript{recording: doc.FileURL, durationMS: orZero(doc.Properties.Duration.ms())}
	var list turnList
	for _, channel := range doc.Transcripts {
		for _, s := range channel.Sentences {
			// SenseVoice is one of the models on offer.
			plain := senseText(s.Text)
			t := schemas.Turn{
				Speaker: string(s.Speaker),
				Channel: channel.Channel.index(0),
				StartMS: s.Begin.ms(),
				EndMS:   s.End.ms(),
				Text:    plain.text,
				Emotion: cmp.Or(statedEmotion(s.Emotion), plain.emotion),
			}
			for _, w := range s.Words {
				t.Words = append(t.Words, word(w.Text, w.Begin.ms(), w.End.ms(), nil))
			}
			out.lang = cmp.Or(out.lang, s.Language)
			list.add(t)
		}
		if len(channel.Sentences) == 0 {
			list.add(schemas.Turn{Channel: channel.Channel.index(0), Text: senseText(channel.Text).text})
		}
	}
	return []transcript{list.transcript(out)}, nil
}
