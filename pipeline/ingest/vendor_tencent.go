package ingest

import (
	"bytes"
	"cmp"
	"strings"

	"huifang/schemas"
)

// tencentASR is the answer of Tencent Cloud's recording recognition, with or
// without the SDK's wrapper, or its callback. Any field may be null. TaskId is
// no id of the call: the vendor uses one again on another day.
type tencentASR struct {
	Response *tencentASR  `json:"Response"`
	Error    *tencentFail `json:"Error"`
	Data     *tencentTask `json:"Data"`
	tencentTask
}

type tencentFail struct {
	Code    string `json:"Code"`
	Message string `json:"Message"`
}

// tencentTask is the task; a callback has its fields in lower case, the
// details as a string of JSON, and the text under another name.
type tencentTask struct {
	Status        decimal                     `json:"Status"`
	StatusStr     string                      `json:"StatusStr"`
	ErrorMsg      string                      `json:"ErrorMsg"`
	Duration      seconds                     `json:"AudioDuration"`
	Result        string                      `json:"Result"`
	Details       embedded[[]tencentSentence] `json:"ResultDetail"`
	CallbackCode  decimal                     `json:"code"`
	CallbackError string                      `json:"message"`
	CallbackText  string                      `json:"text"`
	CallbackTime  seconds                     `json:"audioTime"`
	CallbackURL   string                      `json:"audioUrl"`
}

type tencentSentence struct {
	Text    string            `json:"FinalSentence"`
	Written string            `json:"WrittenText"`
	Slices  string            `json:"SliceSentence"`
	Start   milliseconds      `json:"StartMs"`
	End     milliseconds      `json:"EndMs"`
	Speaker label             `json:"SpeakerId"`
	Emotion oneOrMany[string] `json:"EmotionType"`
	Words   []struct {
		Word string `json:"Word"`
		// Offsets count from the start of the sentence.
		Start milliseconds `json:"OffsetStartMs"`
		End   milliseconds `json:"OffsetEndMs"`
	} `json:"Words"`
}

// tencentSuccess is Status of a finished task; 3 is failure, 0 and 1 are still
// to come.
const tencentSuccess = "2"

func detectTencent(p *probe) int {
	task := fieldsAt(p, "Data")
	if p.has("Response") {
		response := fieldsAt(p, "Response")
		if response["Error"] != nil && response["RequestId"] != nil {
			return 94
		}
		task = scanObject(response["Data"])
	}
	switch {
	case hasAny(task, "ResultDetail", "StatusStr"), task["TaskId"] != nil && bytes.HasPrefix(task["Result"], []byte{'"'}) && task["StatusText"] == nil:
		return 96
	case p.has("ResultDetail"), p.has("resultDetail"), p.has("StatusStr"), p.has("FinalSentence"):
		return 94
	case p.has("audioTime") && p.has("requestId"):
		return 92
	case strings.HasPrefix(p.str("Result"), "["):
		return 85
	default:
		return 0
	}
}

func parseTencent(data []byte) ([]transcript, error) {
	if isArray(data) {
		sentences, err := decodeVendor[[]tencentSentence](data)
		if err != nil {
			return nil, err
		}
		return []transcript{tencentTranscript(sentences, transcript{})}, nil
	}
	doc, err := decodeVendor[tencentASR](data)
	if err != nil {
		return nil, err
	}
	if doc.Response != nil {
		doc = *doc.Response
	}
	if doc.Error != nil {
		return nil, jobFailed("", doc.Error.Code, doc.Error.Message)
	}
	task := &doc.tencentTask
	if doc.Data != nil {
		task = doc.Data
	}
	if task.Status.given() && task.Status != tencentSuccess {
		return nil, jobFailed(task.StatusStr, string(task.Status), task.ErrorMsg)
	}
	if code := task.CallbackCode; code.given() && code != "0" {
		return nil, jobFailed("", string(code), task.CallbackError)
	}
	out := transcript{
		recording:  task.CallbackURL,
		durationMS: orZero(cmp.Or(task.Duration.ms(), task.CallbackTime.ms())),
	}
	if len(task.Details.value) > 0 {
		return []transcript{tencentTranscript(task.Details.value, out)}, nil
	}
	var list turnList
	addTencentLines(&list, cmp.Or(task.Result, task.CallbackText))
	return []transcript{list.transcript(out)}, nil
}

func tencentTranscript(sentences []tencentSentence, out transcript) transcript {
	var list turnList
	for i := range sentences {
		list.add(sentences[i].turn())
	}
	return list.transcript(out)
}

func (s *tencentSentence) turn() schemas.Turn {
	t := schemas.Turn{
		Speaker: string(s.Speaker),
		StartMS: s.Start.ms(),
		EndMS:   s.End.ms(),
		Text:    cmp.Or(s.Text, s.Written, strings.ReplaceAll(s.Slices, " ", "")),
	}
	if len(s.Emotion) > 0 {
		t.Emotion = statedEmotion(s.Emotion[0])
	}
	for _, w := range s.Words {
		t.Words = append(t.Words, word(w.Word, later(t.StartMS, w.Start.ms()), later(t.StartMS, w.End.ms()), nil))
	}
	return t
}
