package ingest

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"huifang/schemas"
)

// funASR is a result of FunASR: of its pipeline, with sentence_info or only
// text and timestamp; of its runtime, with stamp_sents; of the SenseVoice
// service, with a list in result; or one sentence on its own. Times are in ms.
type funASR struct {
	funSentence
	Key          string        `json:"key"`
	WavName      string        `json:"wav_name"`
	SentenceInfo []funSentence `json:"sentence_info"`
	Sentences    []funSentence `json:"sentences"`
	StampSents   []funSentence `json:"stamp_sents"`
	// RawText still has the tags that Text has as pictures.
	RawText string   `json:"raw_text"`
	Result  []funASR `json:"result"`
	Code    decimal  `json:"code"`
	Message string   `json:"message"`
}

type funSentence struct {
	Text string `json:"text"`
	// Sentence is the text where sentences are those of the voice activity
	// detection.
	Sentence  string       `json:"sentence"`
	Segmented string       `json:"text_seg"`
	Mark      string       `json:"punc"`
	Start     milliseconds `json:"start"`
	End       milliseconds `json:"end"`
	Timestamp timePairs    `json:"timestamp"`
	Times     timePairs    `json:"ts_list"`
	Speaker   label        `json:"spk"`
	// Confidence is that of newer models.
	Confidence probability `json:"confidence"`
}

func detectFunASR(p *probe) int {
	switch {
	case p.has("sentence_info"), p.has("stamp_sents"), p.has("ts_list"):
		return 96
	case p.has("key") && p.has("text") && p.has("timestamp"):
		return 94
	case strings.HasPrefix(p.str("text"), "<|"):
		return 93
	case p.has("text") && p.has("start") && p.has("spk"), p.has("result", "raw_text"),
		strings.HasPrefix(p.str("result", "text"), "<|"):
		return 91
	case p.has("wav_name") && p.has("text"), p.has("sentences", "spk"),
		p.has("code") && p.has("sentences", "start") && p.has("sentences", "text"):
		return 90
	case p.has("key") && p.has("text"):
		return 80
	case p.has("text") && p.has("timestamp") && !p.has("segments"):
		return 70
	default:
		return 0
	}
}

// parseFunASR reads one result or a list of them. Results of a list with
// different keys are different recordings.
func parseFunASR(data []byte) ([]transcript, error) {
	results, err := decodeVendor[oneOrMany[funASR]](data)
	if err != nil {
		return nil, err
	}
	if len(results) == 1 && results[0].Result != nil {
		results = results[0].Result
	}
	var names []string
	lists := map[string]*turnList{}
	for i := 0; i < len(results); {
		r := &results[i]
		if r.Code.given() && r.Code != "0" {
			return nil, jobFailed("", string(r.Code), r.Message)
		}
		name := r.name()
		if lists[name] == nil {
			lists[name] = &turnList{}
			names = append(names, name)
		}
		var sentences []funSentence
		for ; i < len(results) && results[i].Start.given() && results[i].name() == name; i++ {
			sentences = append(sentences, results[i].funSentence)
		}
		if sentences != nil {
			addSentences(lists[name], sentences)
			continue
		}
		r.addTurns(lists[name])
		i++
	}
	out := make([]transcript, 0, len(names))
	for _, name := range names {
		list := lists[name]
		t := list.transcript(transcript{recording: name})
		if len(names) > 1 {
			t.position = name
		}
		out = append(out, t)
	}
	return out, nil
}

// name tells recordings apart.
func (r *funASR) name() string { return cmp.Or(r.Key, r.WavName) }

func (r *funASR) addTurns(list *turnList) {
	for _, sentences := range [][]funSentence{r.SentenceInfo, r.StampSents, r.Sentences} {
		if len(sentences) > 0 {
			addSentences(list, sentences)
			return
		}
	}
	parts := splitSenseVoice(cmp.Or(r.RawText, r.Text))
	times := r.Timestamp
	// The times cover the whole text, so they cut it only where it is whole.
	if len(parts) != 1 || len(times) == 0 {
		for _, part := range parts {
			list.add(schemas.Turn{Text: part.text, Emotion: part.emotion})
		}
		return
	}
	words, ok := timedTokens(funTokens(parts[0].text), times)
	if !ok {
		t := schemas.Turn{Text: parts[0].text, Emotion: parts[0].emotion}
		t.StartMS, t.EndMS = &times[0][0], &times[len(times)-1][1]
		list.add(t)
		return
	}
	first := len(list.turns)
	groupWords(list, words, false)
	for i := range list.turns[first:] {
		list.turns[first+i].Emotion = parts[0].emotion
	}
}

// addSentences adds a turn a sentence.
func addSentences(list *turnList, sentences []funSentence) {
	for i := 0; i < len(sentences); {
		t := sentences[i].turn()
		for i++; i < len(sentences) && continues(&t, &sentences[i]); i++ {
			extend(&t, sentences[i].turn())
		}
		list.add(t)
	}
}

func (s *funSentence) turn() schemas.Turn {
	text := cmp.Or(s.Text, s.Sentence)
	if text == "" {
		// The runtime gives the tokens apart, and the mark behind them.
		text = joinTokens(strings.Fields(s.Segmented)) + s.Mark
	}
	times := s.Times
	if len(times) == 0 {
		times = s.Timestamp
	}
	plain := senseText(text)
	t := schemas.Turn{
		Speaker:    string(s.Speaker),
		StartMS:    s.Start.ms(),
		EndMS:      s.End.ms(),
		Text:       plain.text,
		Emotion:    plain.emotion,
		Confidence: s.Confidence.value(),
	}
	if words, ok := timedTokens(funTokens(t.Text), times); ok {
		for _, w := range words {
			if !w.mark {
				t.Words = append(t.Words, w.Word)
			}
		}
	}
	return t
}

// continues reports whether s is the next clause of the sentence that t is so
// far: FunASR cuts at commas too.
func continues(t *schemas.Turn, s *funSentence) bool {
	last, _ := utf8.DecodeLastRuneInString(t.Text)
	start := s.Start.ms()
	return strings.ContainsRune("，、,", last) && t.Speaker == string(s.Speaker) &&
		t.EndMS != nil && start != nil && *start-*t.EndMS < maxWordGapMS
}

// extend appends the clause next to t. The sentence is as sure as the clause
// that is least so.
func extend(t *schemas.Turn, next schemas.Turn) {
	var text strings.Builder
	text.WriteString(t.Text)
	joinText(&text, next.Text, false)
	t.Text, t.EndMS = text.String(), next.EndMS
	t.Words = append(t.Words, next.Words...)
	t.Emotion = cmp.Or(t.Emotion, next.Emotion)
	if t.Confidence == nil || next.Confidence != nil && *next.Confidence < *t.Confidence {
		t.Confidence = next.Confidence
	}
}
