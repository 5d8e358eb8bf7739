package ingest

import (
	"bytes"
	"cmp"
	"encoding/json"

	"huifang/schemas"
)

// whisper is the output of openai-whisper and of the tools around it:
// whisper-timestamped, WhisperX, faster-whisper servers, and the verbose JSON
// of the OpenAI API. Times are in seconds; texts begin with a space.
type whisper struct {
	Text     string           `json:"text"`
	Language string           `json:"language"`
	Duration seconds          `json:"duration"`
	Segments []whisperSegment `json:"segments"`
	Words    []whisperWord    `json:"words"`
	// WordSegments repeats the words of all segments in WhisperX.
	WordSegments []whisperWord `json:"word_segments"`
	// Chunks is how the pipeline of transformers names segments; Speakers are
	// the same cut and labelled by speaker, where speakers were told apart.
	Chunks   []whisperChunk `json:"chunks"`
	Speakers []whisperChunk `json:"speakers"`
}

// whisperChunk has start and end as a list; the end of the last may be null.
type whisperChunk struct {
	Text    string    `json:"text"`
	Times   []seconds `json:"timestamp"`
	Speaker label     `json:"speaker"`
}

func (c *whisperChunk) segment() whisperSegment {
	s := whisperSegment{Text: c.Text, Speaker: c.Speaker}
	if len(c.Times) == 2 {
		s.Start, s.End = c.Times[0], c.Times[1]
	}
	return s
}

type whisperSegment struct {
	Start      seconds       `json:"start"`
	End        seconds       `json:"end"`
	Text       string        `json:"text"`
	Speaker    label         `json:"speaker"`
	Confidence probability   `json:"confidence"`
	Words      []whisperWord `json:"words"`
}

// whisperWord names its text and its confidence differently in each tool. In
// WhisperX, a word that could not be aligned has no times, and a score of 0 is
// a score.
type whisperWord struct {
	Word        string      `json:"word"`
	Text        string      `json:"text"`
	Start       seconds     `json:"start"`
	End         seconds     `json:"end"`
	Speaker     label       `json:"speaker"`
	Confidence  probability `json:"confidence"`
	Score       probability `json:"score"`
	Probability probability `json:"probability"`
}

func (w *whisperWord) word() schemas.Word {
	confidence := cmp.Or(w.Confidence.value(), cmp.Or(w.Score.value(), w.Probability.value()))
	return word(cmp.Or(w.Word, w.Text), w.Start.ms(), w.End.ms(), confidence)
}

func detectWhisper(p *probe) int {
	switch {
	case p.has("segments", "avg_logprob"), p.has("segments", "no_speech_prob"),
		p.has("word_segments") && p.has("segments"):
		return 92
	case p.kind == jsonArray && (p.has("avg_logprob") || p.has("no_speech_prob")):
		return 90
	case p.has("task") && p.has("language") && p.has("duration"):
		return 90
	case p.has("chunks", "timestamp") && p.has("chunks", "text"):
		return 85
	case p.has("segments", "start") && p.has("segments", "text"):
		return 70
	case p.kind == jsonArray && p.has("text") && (hasFraction(p.raw("start")) || hasFraction(p.raw("end"))):
		return 60
	case p.has("segments") && p.has("text") && p.has("language"):
		return 60
	case p.has("words", "start") && p.has("text") && p.has("duration"):
		return 55
	default:
		return 0
	}
}

// hasFraction reports whether a number is written with one. Times of a list that
// no vendor's field marks are then seconds; whole numbers could be either.
func hasFraction(number json.RawMessage) bool { return bytes.IndexByte(number, '.') > 0 }

// parseWhisper reads a result, or the bare list of its segments.
func parseWhisper(data []byte) ([]transcript, error) {
	var doc whisper
	var err error
	if isArray(data) {
		doc.Segments, err = decodeVendor[[]whisperSegment](data)
	} else {
		doc, err = decodeVendor[whisper](data)
	}
	if err != nil {
		return nil, err
	}
	chunks := doc.Speakers
	if len(chunks) == 0 {
		chunks = doc.Chunks
	}
	for i := range chunks {
		doc.Segments = append(doc.Segments, chunks[i].segment())
	}
	var list turnList
	switch words := append(doc.Words, doc.WordSegments...); {
	case len(doc.Segments) > 0:
		shareWords(doc.Segments, words)
		for i := range doc.Segments {
			list.add(doc.Segments[i].turn())
		}
	case len(words) > 0:
		spoken := make([]spokenWord, len(words))
		for i := range words {
			spoken[i] = spokenWord{Word: words[i].word(), speaker: string(words[i].Speaker)}
		}
		groupWords(&list, spoken, false)
	default:
		list.add(schemas.Turn{Text: doc.Text})
	}
	return []transcript{list.transcript(transcript{
		lang:       doc.Language,
		durationMS: orZero(doc.Duration.ms()),
	})}, nil
}

// shareWords gives words that stand apart, in order, to the segments that they
// begin in. Segments with words of their own keep these.
func shareWords(segments []whisperSegment, words []whisperWord) {
	for i := range segments {
		if len(segments[i].Words) > 0 {
			return
		}
	}
	next := 0
	for i := range segments {
		s := &segments[i]
		end := s.End.ms()
		for ; next < len(words); next++ {
			start := words[next].Start.ms()
			if start != nil && end != nil && *start >= *end && i < len(segments)-1 {
				break
			}
			s.Words = append(s.Words, words[next])
		}
	}
}

func (s *whisperSegment) turn() schemas.Turn {
	t := schemas.Turn{
		Speaker:    string(s.Speaker),
		StartMS:    s.Start.ms(),
		EndMS:      s.End.ms(),
		Text:       s.Text,
		Confidence: s.Confidence.value(),
	}
	for i := range s.Words {
		w := s.Words[i].word()
		if w.Text != "" {
			t.Words = append(t.Words, w)
		}
		// WhisperX leaves the speaker to the words where they disagree.
		t.Speaker = cmp.Or(t.Speaker, string(s.Words[i].Speaker))
	}
	return t
}
