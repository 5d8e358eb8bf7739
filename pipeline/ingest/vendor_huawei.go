package ingest

import (
	"slices"
	"strings"

	"huifang/schemas"
)

// huaweiSIS is the answer of Huawei Cloud's speech interaction service: of
// recording transcription, of its fast form, or of short audio. The call
// centre's quality inspection wraps it in asr_result.
type huaweiSIS struct {
	JobID    string          `json:"job_id"`
	Status   string          `json:"status"`
	Duration milliseconds    `json:"audio_duration"`
	Segments []huaweiSegment `json:"segments"`
	Flash    []huaweiChannel `json:"flash_result"`
	Result   *huaweiResult   `json:"result"`
	ErrCode  string          `json:"error_code"`
	ErrMsg   string          `json:"error_msg"`
	Wrapped  *huaweiSIS      `json:"asr_result"`
}

type huaweiChannel struct {
	Channel   label           `json:"channel_id"`
	Sentences []huaweiSegment `json:"sentences"`
}

type huaweiSegment struct {
	Start  milliseconds `json:"start_time"`
	End    milliseconds `json:"end_time"`
	Result huaweiResult `json:"result"`
}

type huaweiResult struct {
	Text     string      `json:"text"`
	Score    probability `json:"score"`
	Analysis struct {
		Role    string `json:"role"`
		Emotion string `json:"emotion"`
	} `json:"analysis_info"`
	Words []struct {
		Word  string       `json:"word"`
		Start milliseconds `json:"start_time"`
		End   milliseconds `json:"end_time"`
	} `json:"word_info"`
}

func detectHuawei(p *probe) int {
	switch {
	case p.has("segments", "result"), p.has("flash_result", "sentences"), p.has("asr_result", "segments"),
		p.has("asr_result", "audio_duration"):
		return 96
	case p.has("segments") && p.has("audio_duration") && p.has("status"):
		return 92
	case p.has("create_time") && (p.has("job_id") && p.has("status") || slices.Contains([]string{"WAITING", "ERROR"}, p.str("status"))):
		return 90
	case p.has("trace_id") && p.has("result", "text"), strings.HasPrefix(p.str("error_code"), "SIS."):
		return 92
	default:
		return 0
	}
}

func parseHuawei(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[huaweiSIS](data)
	if err != nil {
		return nil, err
	}
	if doc.Wrapped != nil {
		doc = *doc.Wrapped
	}
	if doc.ErrCode != "" || (doc.Status != "" && !strings.EqualFold(doc.Status, "FINISHED")) {
		return nil, jobFailed(doc.Status, doc.ErrCode, doc.ErrMsg)
	}
	var list turnList
	for i := range doc.Segments {
		doc.Segments[i].addTurn(&list, nil)
	}
	first := doc.firstChannel()
	for i := range doc.Flash {
		channel := doc.Flash[i].Channel.index(first)
		for j := range doc.Flash[i].Sentences {
			doc.Flash[i].Sentences[j].addTurn(&list, channel)
		}
	}
	if doc.Result != nil {
		s := huaweiSegment{Result: *doc.Result}
		s.addTurn(&list, nil)
	}
	return []transcript{list.transcript(transcript{id: doc.JobID, durationMS: orZero(doc.Duration.ms())})}, nil
}

// firstChannel is the number of the first channel, 0 or 1: both are seen.
func (doc *huaweiSIS) firstChannel() int {
	for i := range doc.Flash {
		if doc.Flash[i].Channel == "0" {
			return 0
		}
	}
	return 1
}

func (s *huaweiSegment) addTurn(list *turnList, channel *int) {
	t := schemas.Turn{
		Role:       statedRole(s.Result.Analysis.Role),
		Speaker:    s.Result.Analysis.Role,
		Channel:    channel,
		StartMS:    s.Start.ms(),
		EndMS:      s.End.ms(),
		Text:       s.Result.Text,
		Confidence: s.Result.Score.value(),
		Emotion:    statedEmotion(s.Result.Analysis.Emotion),
	}
	for _, w := range s.Result.Words {
		t.Words = append(t.Words, word(w.Word, w.Start.ms(), w.End.ms(), nil))
	}
	if t.StartMS == nil {
		t.StartMS, t.EndMS = wordBounds(t.Words)
	}
	list.add(t)
}
