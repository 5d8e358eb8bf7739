package ingest

import (
	"cmp"

	"huifang/schemas"
)

// volcengine is the answer of Volcengine's speech recognition: v1 with all in
// resp, or with a list of results, and v3 with one result.
type volcengine struct {
	Resp    *volcengineResp             `json:"resp"`
	Payload *volcengine                 `json:"payload_msg"`
	Result  oneOrMany[volcengineResult] `json:"result"`
	ReqID   string                      `json:"reqid"`
	Code    label                       `json:"code"`
	Message string                      `json:"message"`
	Audio   struct {
		Duration milliseconds `json:"duration"`
	} `json:"audio_info"`
}

type volcengineResp struct {
	ID      string `json:"id"`
	Code    label  `json:"code"`
	Message string `json:"message"`
	volcengineResult
}

type volcengineResult struct {
	Text       string                `json:"text"`
	Utterances []volcengineUtterance `json:"utterances"`
	Additions  struct {
		Duration milliseconds `json:"duration"`
	} `json:"additions"`
}

type volcengineUtterance struct {
	Text    string       `json:"text"`
	Start   milliseconds `json:"start_time"`
	End     milliseconds `json:"end_time"`
	Speaker label        `json:"speaker"`
	Channel label        `json:"channel_id"`
	// Additions has numbers as strings. Channel 1 is the left one.
	Additions struct {
		Speaker label  `json:"speaker"`
		Channel label  `json:"channel_id"`
		Emotion string `json:"emotion"`
	} `json:"additions"`
	Words []struct {
		Text       string       `json:"text"`
		Start      milliseconds `json:"start_time"`
		End        milliseconds `json:"end_time"`
		Confidence probability  `json:"confidence"`
	} `json:"words"`
}

func detectVolcengine(p *probe) int {
	switch {
	case p.has("resp", "utterances"), p.has("result", "utterances"), p.has("payload_msg", "result", "utterances"):
		return 96
	case p.has("audio_info") && p.has("result", "text"):
		return 95
	case p.has("resp", "code"), p.has("reqid") && p.has("code"):
		return 90
	default:
		return 0
	}
}

func parseVolcengine(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[volcengine](data)
	if err != nil {
		return nil, err
	}
	if doc.Payload != nil {
		doc = *doc.Payload
	}
	code, message, id, results := doc.Code, doc.Message, doc.ReqID, []volcengineResult(doc.Result)
	if doc.Resp != nil {
		code, message, id = doc.Resp.Code, doc.Resp.Message, doc.Resp.ID
		results = []volcengineResult{doc.Resp.volcengineResult}
	}
	switch code {
	case "", "0", "1000", "20000000":
	default:
		return nil, jobFailed("", string(code), message)
	}
	if len(results) == 0 {
		return nil, jobFailed("", string(code), cmp.Or(message, "the document has no result"))
	}
	// Further results are other hypotheses of the same talk.
	best := &results[0]
	var list turnList
	for i := range best.Utterances {
		list.add(best.Utterances[i].turn())
	}
	if len(best.Utterances) == 0 {
		list.add(schemas.Turn{Text: best.Text})
	}
	return []transcript{list.transcript(transcript{
		id:         id,
		durationMS: orZero(cmp.Or(doc.Audio.Duration.ms(), best.Additions.Duration.ms())),
	})}, nil
}

func (u *volcengineUtterance) turn() schemas.Turn {
	t := schemas.Turn{
		Speaker: cmp.Or(string(u.Additions.Speaker), string(u.Speaker)),
		Channel: cmp.Or(u.Additions.Channel.index(1), u.Channel.index(1)),
		StartMS: u.Start.ms(),
		EndMS:   u.End.ms(),
		Text:    u.Text,
		Emotion: statedEmotion(u.Additions.Emotion),
	}
	for _, w := range u.Words {
		// A confidence of 0 stands for none, as does a time of -1.
		t.Words = append(t.Words, word(w.Text, w.Start.ms(), w.End.ms(), w.Confidence.positive()))
	}
	return t
}
