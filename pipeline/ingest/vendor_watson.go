package ingest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"huifang/schemas"
)

// watson is the answer of IBM Watson Speech to Text. Words are lists of text,
// start and end; speakers stand apart and are found by the start of the word.
type watson struct {
	Results []struct {
		Alternatives []struct {
			Transcript  string             `json:"transcript"`
			Confidence  probability        `json:"confidence"`
			Timestamps  []watsonTiming     `json:"timestamps"`
			Confidences []watsonConfidence `json:"word_confidence"`
		} `json:"alternatives"`
	} `json:"results"`
	Speakers []struct {
		From    seconds `json:"from"`
		Speaker label   `json:"speaker"`
	} `json:"speaker_labels"`
	ID     string `json:"id"`
	Status string `json:"status"`
	Error  string `json:"error"`
	Code   label  `json:"code"`
}

// watsonJob is the answer to a query of an asynchronous job: it wraps results
// in a list of one.
type watsonJob struct {
	Results []json.RawMessage `json:"results"`
}

// watsonTiming is ["word", start, end].
type watsonTiming struct {
	word       string
	start, end seconds
}

// UnmarshalJSON reads the list.
func (t *watsonTiming) UnmarshalJSON(b []byte) error {
	return decodeTuple(b, &t.word, &t.start, &t.end)
}

// watsonConfidence is ["word", confidence].
type watsonConfidence struct {
	word  string
	value probability
}

// UnmarshalJSON reads the list.
func (c *watsonConfidence) UnmarshalJSON(b []byte) error {
	return decodeTuple(b, &c.word, &c.value)
}

// decodeTuple reads a list of as many values as there are targets.
func decodeTuple(b []byte, targets ...any) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(b, &parts); err != nil {
		return &json.UnmarshalTypeError{Value: jsonKindName(b), Type: reflect.TypeFor[[]any]()}
	}
	if len(parts) != len(targets) {
		return &ParseError{Err: fmt.Errorf("%d members where %d are wanted: %.60s", len(parts), len(targets), b)}
	}
	for i, part := range parts {
		if err := decodeWithin(part, targets[i]); err != nil {
			return err
		}
	}
	return nil
}

func detectWatson(p *probe) int {
	switch {
	case p.has("code_description") && p.has("error"):
		return 90
	case !hasList(p, "results"):
		return 0
	case p.has("results", "alternatives", "timestamps"), p.has("results", "results", "alternatives"):
		return 97
	case p.has("result_index"), p.has("results", "final"), p.has("speaker_labels", "from"):
		return 94
	case p.has("results", "alternatives", "word_confidence"):
		return 94
	default:
		return 0
	}
}

func parseWatson(data []byte) ([]transcript, error) {
	inner, err := decodeVendor[watsonJob](data)
	if err != nil {
		return nil, err
	}
	if len(inner.Results) == 1 && newProbe("", inner.Results[0]).has("results") {
		data = inner.Results[0]
	}
	doc, err := decodeVendor[watson](data)
	if err != nil {
		return nil, err
	}
	if doc.Error != "" || doc.Status == "failed" {
		return nil, jobFailed(doc.Status, string(doc.Code), doc.Error)
	}
	speakers := map[int64]string{}
	for _, s := range doc.Speakers {
		if from := s.From.ms(); from != nil {
			speakers[*from] = string(s.Speaker)
		}
	}
	var list turnList
	for _, r := range doc.Results {
		if len(r.Alternatives) == 0 {
			continue
		}
		best := r.Alternatives[0]
		words := make([]spokenWord, len(best.Timestamps))
		speaker, changes := "", false
		for i, t := range best.Timestamps {
			w := spokenWord{Word: word(t.word, t.start.ms(), t.end.ms(), nil)}
			if len(best.Confidences) == len(best.Timestamps) {
				w.Confidence = best.Confidences[i].value.value()
			}
			if w.StartMS != nil {
				w.speaker = speakers[*w.StartMS]
			}
			changes = changes || (i > 0 && w.speaker != speaker)
			speaker = w.speaker
			words[i] = w
		}
		if changes {
			// One result with two speakers: its text cannot be cut, the words can.
			groupWords(&list, words, true)
			continue
		}
		t := schemas.Turn{
			Speaker: speaker,
			// Words of any language come with spaces between.
			Text:       joinTokens(strings.Fields(best.Transcript)),
			Confidence: best.Confidence.value(),
		}
		for _, w := range words {
			t.Words = append(t.Words, w.Word)
		}
		t.StartMS, t.EndMS = wordBounds(t.Words)
		list.add(t)
	}
	return []transcript{list.transcript(transcript{id: doc.ID})}, nil
}
