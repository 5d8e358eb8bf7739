package ingest

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"huifang/schemas"
)

// baiduAASR is the answer of Baidu's file transcription to a query of one or
// more tasks, one task of it, or of its recognition of short speech.
type baiduAASR struct {
	Tasks     []baiduTask `json:"tasks_info"`
	ErrorCode label       `json:"error_code"`
	ErrorMsg  string      `json:"error_msg"`
	baiduTask
	baiduResult
}

type baiduTask struct {
	ID         label        `json:"task_id"`
	Status     string       `json:"task_status"`
	TaskResult *baiduResult `json:"task_result"`
}

type baiduResult struct {
	Duration milliseconds      `json:"audio_duration"`
	Text     oneOrMany[string] `json:"result"`
	Details  []baiduSegment    `json:"detailed_result"`
	ErrNo    label             `json:"err_no"`
	ErrMsg   string            `json:"err_msg"`
}

type baiduSegment struct {
	Text    oneOrMany[string] `json:"res"`
	Begin   milliseconds      `json:"begin_time"`
	End     milliseconds      `json:"end_time"`
	Speaker label             `json:"speaker_id"`
	Voice   label             `json:"speaker"`
	Channel label             `json:"channel"`
	Words   []struct {
		Word  string       `json:"words"`
		Begin milliseconds `json:"begin_time"`
		End   milliseconds `json:"end_time"`
	} `json:"words_info"`
}

func detectBaidu(p *probe) int {
	switch {
	case p.has("tasks_info"), p.has("task_result"), p.has("detailed_result"):
		return 96
	case p.has("error_code") && p.has("error_msg") && p.has("log_id"), p.has("err_no") && p.has("corpus_no"):
		return 90
	default:
		return 0
	}
}

func parseBaidu(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[baiduAASR](data)
	if err != nil {
		return nil, err
	}
	if doc.ErrorCode != "" && doc.ErrorCode != "0" {
		return nil, jobFailed("", string(doc.ErrorCode), doc.ErrorMsg)
	}
	tasks := doc.Tasks
	if tasks == nil {
		task := doc.baiduTask
		if task.TaskResult == nil {
			task.TaskResult = &doc.baiduResult
		}
		tasks = []baiduTask{task}
	}
	if len(tasks) == 0 {
		return nil, errors.New("tasks_info is empty")
	}
	out := make([]transcript, len(tasks))
	for i := range tasks {
		out[i] = tasks[i].transcript()
		if len(tasks) > 1 {
			out[i].position = "task " + strconv.Itoa(i+1)
		}
	}
	return out, nil
}

// transcript is that of one task; a task that failed leaves the others alone.
func (task *baiduTask) transcript() transcript {
	out := transcript{id: string(task.ID)}
	r := task.TaskResult
	if r == nil {
		r = &baiduResult{}
	}
	failed := r.ErrNo != "" && r.ErrNo != "0"
	if failed || (task.Status != "" && !strings.EqualFold(task.Status, "Success")) {
		out.err = jobFailed(task.Status, string(r.ErrNo), r.ErrMsg)
		return out
	}
	var list turnList
	for _, s := range r.Details {
		t := schemas.Turn{
			Speaker: cmp.Or(string(s.Speaker), string(s.Voice)),
			Channel: s.Channel.index(0),
			StartMS: s.Begin.ms(),
			EndMS:   s.End.ms(),
			Text:    strings.Join(s.Text, ""),
		}
		for _, w := range s.Words {
			t.Words = append(t.Words, word(w.Word, w.Begin.ms(), w.End.ms(), nil))
		}
		list.add(t)
	}
	if len(r.Details) == 0 {
		list.add(schemas.Turn{Text: strings.Join(r.Text, "")})
	}
	out.durationMS = orZero(r.Duration.ms())
	return list.transcript(out)
}
