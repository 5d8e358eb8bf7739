package ingest

import (
	"strings"

	"huifang/schemas"
)

// assemblyAI is a transcript of AssemblyAI, or its list of sentences or
// paragraphs. Times are in ms, but the audio's length is in s.
type assemblyAI struct {
	ID         string             `json:"id"`
	Status     string             `json:"status"`
	Error      string             `json:"error"`
	Language   string             `json:"language_code"`
	URL        string             `json:"audio_url"`
	Duration   seconds            `json:"audio_duration"`
	Text       string             `json:"text"`
	Confidence probability        `json:"confidence"`
	Words      []assemblyAIWord   `json:"words"`
	Utterances []assemblyAIPhrase `json:"utterances"`
	Sentences  []assemblyAIPhrase `json:"sentences"`
	Paragraphs []assemblyAIPhrase `json:"paragraphs"`
}

type assemblyAIPhrase struct {
	Text       string           `json:"text"`
	Start      milliseconds     `json:"start"`
	End        milliseconds     `json:"end"`
	Confidence probability      `json:"confidence"`
	Speaker    label            `json:"speaker"`
	Channel    label            `json:"channel"`
	Words      []assemblyAIWord `json:"words"`
}

type assemblyAIWord struct {
	Text       string       `json:"text"`
	Start      milliseconds `json:"start"`
	End        milliseconds `json:"end"`
	Confidence probability  `json:"confidence"`
	Speaker    label        `json:"speaker"`
	Channel    label        `json:"channel"`
}

func (w *assemblyAIWord) word() schemas.Word {
	return word(w.Text, w.Start.ms(), w.End.ms(), w.Confidence.value())
}

func detectAssemblyAI(p *probe) int {
	switch {
	case p.has("acoustic_model"), p.has("audio_url") && p.has("status"),
		p.has("language_model") && p.has("utterances"):
		return 95
	case p.has("audio_duration") && p.has("id") &&
		(p.has("words") || p.has("utterances") || p.has("sentences") || p.has("paragraphs")):
		return 90
	default:
		return 0
	}
}

// parseAssemblyAI takes the utterances, where speakers were told apart, else
// groups the words.
func parseAssemblyAI(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[assemblyAI](data)
	if err != nil {
		return nil, err
	}
	if doc.Error != "" || (doc.Status != "" && !strings.EqualFold(doc.Status, "completed")) {
		return nil, jobFailed(doc.Status, "", doc.Error)
	}
	var list turnList
	for _, phrases := range [][]assemblyAIPhrase{doc.Utterances, doc.Sentences, doc.Paragraphs} {
		if len(list.turns) > 0 {
			break
		}
		for i := range phrases {
			list.add(phrases[i].turn())
		}
	}
	switch {
	case len(list.turns) > 0:
	case len(doc.Words) > 0:
		words := make([]spokenWord, len(doc.Words))
		for i := range doc.Words {
			w := &doc.Words[i]
			words[i] = spokenWord{Word: w.word(), speaker: string(w.Speaker), channel: w.Channel.index(1)}
		}
		groupWords(&list, words, false)
	default:
		list.add(schemas.Turn{Text: doc.Text, Confidence: doc.Confidence.value()})
	}
	return []transcript{list.transcript(transcript{
		id:         doc.ID,
		lang:       doc.Language,
		recording:  doc.URL,
		durationMS: orZero(doc.Duration.ms()),
	})}, nil
}

func (p *assemblyAIPhrase) turn() schemas.Turn {
	t := schemas.Turn{
		Speaker:    string(p.Speaker),
		Channel:    p.Channel.index(1),
		StartMS:    p.Start.ms(),
		EndMS:      p.End.ms(),
		Text:       p.Text,
		Confidence: p.Confidence.value(),
	}
	for i := range p.Words {
		t.Words = append(t.Words, p.Words[i].word())
	}
	return t
}
