package ingest

// tingwu is the transcription of Tongyi Tingwu: paragraphs of words that carry
// their own punctuation.
type tingwu struct {
	TaskID        label                `json:"TaskId"`
	Transcription embedded[tingwuTalk] `json:"Transcription"`
}

type tingwuTalk struct {
	Audio struct {
		Duration milliseconds `json:"Duration"`
		Language string       `json:"Language"`
	} `json:"AudioInfo"`
	Paragraphs []struct {
		Speaker label `json:"SpeakerId"`
		Words   []struct {
			Sentence label        `json:"SentenceId"`
			Text     string       `json:"Text"`
			Start    milliseconds `json:"Start"`
			End      milliseconds `json:"End"`
		} `json:"Words"`
	} `json:"Paragraphs"`
}

func detectTingwu(p *probe) int {
	if p.has("Transcription", "Paragraphs") {
		return 97
	}
	return 0
}

// parseTingwu makes a turn of each sentence of a paragraph.
func parseTingwu(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[tingwu](data)
	if err != nil {
		return nil, err
	}
	talk := &doc.Transcription.value
	var list turnList
	var words []spokenWord
	segment, sentence := 0, label("")
	for _, p := range talk.Paragraphs {
		segment++
		for _, w := range p.Words {
			if w.Sentence != sentence {
				segment, sentence = segment+1, w.Sentence
			}
			words = append(words, spokenWord{
				Word:    word(w.Text, w.Start.ms(), w.End.ms(), nil),
				speaker: string(p.Speaker),
				segment: segment,
			})
		}
	}
	groupWords(&list, words, true)
	return []transcript{list.transcript(transcript{
		id:         string(doc.TaskID),
		lang:       talk.Audio.Language,
		durationMS: orZero(talk.Audio.Duration.ms()),
	})}, nil
}
