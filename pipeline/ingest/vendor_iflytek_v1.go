package ingest

import (
	"strings"

	"huifang/schemas"
)

// iflytekV1 is the answer of iFlytek's long form recognition v1: data is a
// string that holds the list of sentences.
type iflytekV1 struct {
	OK      decimal                 `json:"ok"`
	ErrNo   decimal                 `json:"err_no"`
	Failed  string                  `json:"failed"`
	TaskID  string                  `json:"task_id"`
	Content embedded[[]iflytekLine] `json:"data"`
}

type iflytekLine struct {
	Begin   milliseconds `json:"bg"`
	End     milliseconds `json:"ed"`
	Text    string       `json:"onebest"`
	Speaker label        `json:"speaker"`
	Words   []struct {
		Text       string      `json:"wordsName"`
		Kind       string      `json:"wp"`
		Confidence probability `json:"wc"`
		// Begin and End count frames of 10 ms from the sentence's begin.
		Begin frames `json:"wordBg"`
		End   frames `json:"wordEd"`
	} `json:"wordsResultList"`
}

func detectIflytekV1(p *probe) int {
	switch {
	case p.has("onebest") && p.has("bg"):
		return 97
	case p.has("err_no") && p.has("ok"), p.has("data", "onebest"):
		return 95
	case strings.Contains(p.str("data"), `"onebest"`):
		return 95
	default:
		return 0
	}
}

func parseIflytekV1(data []byte) ([]transcript, error) {
	var doc iflytekV1
	var err error
	if isArray(data) {
		doc.Content.value, err = decodeVendor[[]iflytekLine](data)
	} else {
		doc, err = decodeVendor[iflytekV1](data)
	}
	if err != nil {
		return nil, err
	}
	if doc.OK.given() && doc.OK != "0" || doc.ErrNo.given() && doc.ErrNo != "0" {
		return nil, jobFailed("", string(doc.ErrNo), doc.Failed)
	}
	var list turnList
	for _, s := range doc.Content.value {
		t := schemas.Turn{
			Speaker: string(s.Speaker),
			StartMS: s.Begin.ms(),
			EndMS:   s.End.ms(),
			Text:    s.Text,
		}
		for _, w := range s.Words {
			if w.Text == "" || w.Kind == iflytekPunctuation || w.Kind == iflytekParagraph {
				continue
			}
			t.Words = append(t.Words, word(w.Text,
				later(t.StartMS, w.Begin.ms()), later(t.StartMS, w.End.ms()), w.Confidence.value()))
		}
		list.add(t)
	}
	return []transcript{list.transcript(transcript{id: doc.TaskID})}, nil
}
