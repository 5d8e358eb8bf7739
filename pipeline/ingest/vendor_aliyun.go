package ingest

import (
	"cmp"

	"huifang/schemas"
)

// aliyunFiletrans is the answer of Aliyun's recording transcription: v4 in
// Pascal case with sentences and words apart, v2 in snake case with sentences
// only. SilenceDuration is in seconds, all other times in ms; sentences of two
// channels overlap.
type aliyunFiletrans struct {
	TaskID      label        `json:"TaskId"`
	TaskID2     label        `json:"task_id"`
	StatusCode  label        `json:"StatusCode"`
	StatusCode2 label        `json:"status_code"`
	StatusText  string       `json:"StatusText"`
	StatusText2 string       `json:"status_text"`
	Duration    milliseconds `json:"BizDuration"`
	Duration2   milliseconds `json:"biz_duration"`
	// Result is a string of JSON where the task was read through a client of
	// an older kind.
	Result embedded[aliyunResult] `json:"Result"`
}

// aliyunResult is {"Sentences": …, "Words": …} or the list of sentences.
type aliyunResult struct {
	sentences []aliyunSentence
	words     []aliyunWord
}

// UnmarshalJSON reads either form.
func (r *aliyunResult) UnmarshalJSON(b []byte) error {
	*r = aliyunResult{}
	switch jsonKindName(b) {
	case "array":
		return decodeWithin(b, &r.sentences)
	case "object":
		var v struct {
			Sentences []aliyunSentence `json:"Sentences"`
			Words     []aliyunWord     `json:"Words"`
		}
		err := decodeWithin(b, &v)
		r.sentences, r.words = v.Sentences, v.Words
		return err
	default:
		return nil
	}
}

type aliyunSentence struct {
	Text     string       `json:"Text"`
	Channel  label        `json:"ChannelId"`
	Channel2 label        `json:"channel_id"`
	Speaker  label        `json:"SpeakerId"`
	Speaker2 label        `json:"speaker_id"`
	Begin    milliseconds `json:"BeginTime"`
	Begin2   milliseconds `json:"begin_time"`
	End      milliseconds `json:"EndTime"`
	End2     milliseconds `json:"end_time"`
}

type aliyunWord struct {
	Word     string       `json:"Word"`
	Channel  label        `json:"ChannelId"`
	Channel2 label        `json:"channel_id"`
	Begin    milliseconds `json:"BeginTime"`
	Begin2   milliseconds `json:"begin_time"`
	End      milliseconds `json:"EndTime"`
	End2     milliseconds `json:"end_time"`
}

// aliyunPlaced is a word with its channel.
type aliyunPlaced struct {
	word    schemas.Word
	channel *int
}

func (w *aliyunWord) placed() aliyunPlaced {
	start, end := cmp.Or(w.Begin.ms(), w.Begin2.ms()), cmp.Or(w.End.ms(), w.End2.ms())
	return aliyunPlaced{word(w.Word, start, end, nil), cmp.Or(w.Channel.index(0), w.Channel2.index(0))}
}

// within reports whether the word is one of the sentence t.
func (w *aliyunPlaced) within(t *schemas.Turn) bool {
	start := w.word.StartMS
	return start != nil && t.StartMS != nil && t.EndMS != nil &&
		*start >= *t.StartMS && *start < *t.EndMS && sameChannel(t.Channel, w.channel)
}

// aliyunDone are the codes of a finished task: success, and success without
// any speech.
const (
	aliyunDone   = "21050000"
	aliyunSilent = "21050003"
)

func detectAliyunFiletrans(p *probe) int {
	switch {
	case p.has("Result", "Sentences"), p.has("StatusText") && p.has("TaskId"),
		p.has("status_text") && p.has("task_id"):
		return 96
	case p.has("result", "begin_time") && p.has("result", "text"):
		return 92
	case p.has("Result", "BeginTime") && p.has("Result", "Text"):
		return 92
	default:
		return 0
	}
}

func parseAliyunFiletrans(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[aliyunFiletrans](data)
	if err != nil {
		return nil, err
	}
	code := cmp.Or(string(doc.StatusCode), string(doc.StatusCode2))
	text := cmp.Or(doc.StatusText, doc.StatusText2)
	if (code != "" && code != aliyunDone && code != aliyunSilent) || (code == "" && text != "" && text != "SUCCESS") {
		return nil, jobFailed("", code, text)
	}
	var list turnList
	words := make([]aliyunPlaced, len(doc.Result.value.words))
	for i := range doc.Result.value.words {
		words[i] = doc.Result.value.words[i].placed()
	}
	for _, s := range doc.Result.value.sentences {
		t := schemas.Turn{
			Speaker: cmp.Or(string(s.Speaker), string(s.Speaker2)),
			Channel: cmp.Or(s.Channel.index(0), s.Channel2.index(0)),
			StartMS: cmp.Or(s.Begin.ms(), s.Begin2.ms()),
			EndMS:   cmp.Or(s.End.ms(), s.End2.ms()),
			Text:    s.Text,
		}
		for i := range words {
			if words[i].within(&t) {
				t.Words = append(t.Words, words[i].word)
			}
		}
		list.add(t)
	}
	return []transcript{list.transcript(transcript{
		id:         cmp.Or(string(doc.TaskID), string(doc.TaskID2)),
		durationMS: orZero(cmp.Or(doc.Duration.ms(), doc.Duration2.ms())),
	})}, nil
}
