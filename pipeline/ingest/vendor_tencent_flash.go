package ingest

import "huifang/schemas"

// tencentFlash is the answer of Tencent Cloud's fast recognition.
type tencentFlash struct {
	Code     decimal      `json:"code"`
	Message  string       `json:"message"`
	Duration milliseconds `json:"audio_duration"`
	Channels []struct {
		Channel   label  `json:"channel_id"`
		Text      string `json:"text"`
		Sentences []struct {
			Text    string       `json:"text"`
			Start   milliseconds `json:"start_time"`
			End     milliseconds `json:"end_time"`
			Speaker label        `json:"speaker_id"`
			Words   []struct {
				Word  string       `json:"word"`
				Start milliseconds `json:"start_time"`
				End   milliseconds `json:"end_time"`
			} `json:"word_list"`
		} `json:"sentence_list"`
	} `json:"flash_result"`
}

func detectTencentFlash(p *probe) int {
	if p.has("flash_result") && !p.has("flash_result", "sentences") {
		return 95
	}
	return 0
}

func parseTencentFlash(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[tencentFlash](data)
	if err != nil {
		return nil, err
	}
	if doc.Code.given() && doc.Code != "0" {
		return nil, jobFailed("", string(doc.Code), doc.Message)
	}
	var list turnList
	for _, channel := range doc.Channels {
		for _, s := range channel.Sentences {
			t := schemas.Turn{
				Speaker: string(s.Speaker),
				Channel: channel.Channel.index(0),
				StartMS: s.Start.ms(),
				EndMS:   s.End.ms(),
				Text:    s.Text,
			}
			for _, w := range s.Words {
				t.Words = append(t.Words, word(w.Word, w.Start.ms(), w.End.ms(), nil))
			}
			list.add(t)
		}
		if len(channel.Sentences) == 0 {
			list.add(schemas.Turn{Channel: channel.Channel.index(0), Text: channel.Text})
		}
	}
	return []transcript{list.transcript(transcript{durationMS: orZero(doc.Duration.ms())})}, nil
}
