package ingest

import (
	"encoding/json"
	"strings"

	"huifang/schemas"
)

// iflytekV2 is the answer of iFlytek's long form recognition, v2 and the large
// model. The result is a string of JSON whose sentences are strings of JSON
// again; the bare result is read as well.
type iflytekV2 struct {
	Code    label  `json:"code"`
	Message string `json:"descInfo"`
	Content struct {
		Order struct {
			ID       string       `json:"orderId"`
			Status   decimal      `json:"status"`
			FailType label        `json:"failType"`
			Duration milliseconds `json:"realDuration"`
		} `json:"orderInfo"`
		Result embedded[iflytekResult] `json:"orderResult"`
	} `json:"content"`
	iflytekResult
}

type iflytekResult struct {
	// Lattice has fillers smoothed out where that was asked for. Lattice2 has
	// the words as said; it is decoded only where it is all there is.
	Lattice  embedded[[]iflytekLattice] `json:"lattice"`
	Lattice2 json.RawMessage            `json:"lattice2"`
	Label    struct {
		// Tracks maps roles to the legs of the recording, "L" and "R".
		Tracks []struct {
			Role  label  `json:"rl"`
			Track string `json:"track"`
		} `json:"rl_track"`
	} `json:"label"`
}

type iflytekLattice struct {
	Best embedded[struct {
		Sentence iflytekSentence `json:"st"`
	}] `json:"json_1best"`
}

type iflytekSentence struct {
	Begin milliseconds `json:"bg"`
	End   milliseconds `json:"ed"`
	Role  label        `json:"rl"`
	Score probability  `json:"sc"`
	Parts []struct {
		Words []struct {
			// Begin and End count frames of 10 ms from the sentence's begin.
			Begin      frames `json:"wb"`
			End        frames `json:"we"`
			Candidates []struct {
				Text       string      `json:"w"`
				Kind       string      `json:"wp"`
				Confidence probability `json:"wc"`
			} `json:"cw"`
		} `json:"ws"`
	} `json:"rt"`
}

// Kinds of iFlytek words that are no spoken words: punctuation, and the mark of
// a paragraph's end.
const (
	iflytekPunctuation = "p"
	iflytekParagraph   = "g"
)

// What a finished order has as code and status.
const (
	iflytekOK       = "000000"
	iflytekFinished = "4"
)

func detectIflytekV2(p *probe) int {
	switch {
	case p.has("content", "orderResult"), p.has("content", "orderInfo"):
		return 97
	case p.has("lattice", "json_1best"), p.has("lattice2", "json_1best"), p.has("json_1best"),
		strings.Contains(p.str("lattice"), `"json_1best"`):
		return 97
	case p.has("code") && p.has("descInfo"):
		return 95
	default:
		return 0
	}
}

func parseIflytekV2(data []byte) ([]transcript, error) {
	var doc iflytekV2
	var err error
	if isArray(data) {
		doc.Lattice.value, err = decodeVendor[[]iflytekLattice](data)
	} else {
		doc, err = decodeVendor[iflytekV2](data)
	}
	if err != nil {
		return nil, err
	}
	order := &doc.Content.Order
	switch {
	case doc.Code != "" && doc.Code != iflytekOK && doc.Code != "0":
		return nil, jobFailed(string(order.Status), string(doc.Code), doc.Message)
	case order.Status.given() && order.Status != iflytekFinished:
		return nil, jobFailed(string(order.Status), "", "failType "+string(order.FailType))
	}
	result := &doc.iflytekResult
	if doc.Content.Result.given {
		result = &doc.Content.Result.value
	}
	channels := map[label]*int{}
	for _, t := range result.Label.Tracks {
		channels[t.Role] = trackIndex(t.Track)
	}
	lattice := result.Lattice.value
	if len(lattice) == 0 && result.Lattice2 != nil {
		var second embedded[[]iflytekLattice]
		if err := json.Unmarshal(result.Lattice2, &second); err != nil {
			return nil, &ParseError{Field: "lattice2", Err: err}
		}
		lattice = second.value
	}
	var list turnList
	for i := range lattice {
		s := &lattice[i].Best.value.Sentence
		t := s.turn()
		t.Channel = channels[s.Role]
		list.add(t)
	}
	return []transcript{list.transcript(transcript{
		id:         order.ID,
		durationMS: orZero(order.Duration.ms()),
	})}, nil
}

func (s *iflytekSentence) turn() schemas.Turn {
	t := schemas.Turn{
		Speaker: string(s.Role),
		StartMS: s.Begin.ms(),
		EndMS:   s.End.ms(),
		// The large models write a score of 0 for every sentence.
		Confidence: s.Score.positive(),
	}
	var text strings.Builder
	for _, part := range s.Parts {
		for _, w := range part.Words {
			if len(w.Candidates) == 0 {
				continue
			}
			best := w.Candidates[0]
			if best.Text == "" || best.Kind == iflytekParagraph {
				continue
			}
			mark := best.Kind == iflytekPunctuation
			joinText(&text, best.Text, mark)
			if !mark {
				t.Words = append(t.Words, word(best.Text,
					later(t.StartMS, w.Begin.ms()), later(t.StartMS, w.End.ms()), best.Confidence.value()))
			}
		}
	}
	t.Text = text.String()
	return t
}

// trackIndex is the channel of a track, nil where it is neither left nor right.
func trackIndex(track string) *int {
	switch strings.ToUpper(track) {
	case "L", "LEFT":
		return new(int)
	case "R", "RIGHT":
		right := 1
		return &right
	default:
		return nil
	}
}
