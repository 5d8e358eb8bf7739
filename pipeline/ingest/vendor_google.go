package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"huifang/schemas"
)

// googleSTT is the answer of Google Speech-to-Text, v1 and v2, with field names
// as protobuf's JSON writes them, in either spelling.
type googleSTT struct {
	Results  googleResults `json:"results"`
	Name     string        `json:"name"`
	Done     *bool         `json:"done"`
	Response *googleSTT    `json:"response"`
	Error    *googleStatus `json:"error"`
	Metadata struct {
		Duration googleDuration `json:"totalBilledDuration"`
		URI      string         `json:"uri"`
	} `json:"metadata"`
}

type googleStatus struct {
	Code    label  `json:"code"`
	Message string `json:"message"`
}

// googleResults is a list, or in v2 batches an object of files by URI.
type googleResults struct {
	list  []googleResult
	files map[string]googleFile
}

// UnmarshalJSON reads either form.
func (r *googleResults) UnmarshalJSON(b []byte) error {
	*r = googleResults{}
	switch b[0] {
	case '[':
		return decodeWithin(b, &r.list)
	case '{':
		return decodeWithin(b, &r.files)
	default:
		return nil
	}
}

type googleFile struct {
	Transcript *googleSTT `json:"transcript"`
	Inline     *struct {
		Transcript *googleSTT `json:"transcript"`
	} `json:"inlineResult"`
	Error *googleStatus `json:"error"`
}

type googleResult struct {
	Alternatives []googleAlternative `json:"alternatives"`
	ChannelTag   label               `json:"channelTag"`
	ChannelTag2  label               `json:"channel_tag"`
	Language     string              `json:"languageCode"`
	Language2    string              `json:"language_code"`
	End          googleDuration      `json:"resultEndTime"`
	End2         googleDuration      `json:"result_end_time"`
	EndOffset    googleDuration      `json:"resultEndOffset"`
	EndOffset2   googleDuration      `json:"result_end_offset"`
}

func (r *googleResult) channel() *int {
	return cmp.Or(r.ChannelTag.index(1), r.ChannelTag2.index(1))
}

func (r *googleResult) end() *int64 {
	return cmp.Or(r.End.ms(), r.End2.ms(), r.EndOffset.ms(), r.EndOffset2.ms())
}

type googleAlternative struct {
	Transcript string       `json:"transcript"`
	Confidence probability  `json:"confidence"`
	Words      []googleWord `json:"words"`
}

type googleWord struct {
	Word         string         `json:"word"`
	Confidence   probability    `json:"confidence"`
	Start        googleDuration `json:"startTime"`
	Start2       googleDuration `json:"start_time"`
	StartOffset  googleDuration `json:"startOffset"`
	StartOffset2 googleDuration `json:"start_offset"`
	End          googleDuration `json:"endTime"`
	End2         googleDuration `json:"end_time"`
	EndOffset    googleDuration `json:"endOffset"`
	EndOffset2   googleDuration `json:"end_offset"`
	SpeakerTag   label          `json:"speakerTag"`
	SpeakerTag2  label          `json:"speaker_tag"`
	SpeakerLabel label          `json:"speakerLabel"`
	Speaker2     label          `json:"speaker_label"`
}

// spoken is w as a word of the grouper.
func (w *googleWord) spoken() spokenWord {
	start := cmp.Or(w.Start.ms(), w.Start2.ms(), w.StartOffset.ms(), w.StartOffset2.ms())
	end := cmp.Or(w.End.ms(), w.End2.ms(), w.EndOffset.ms(), w.EndOffset2.ms())
	if start == nil && end != nil {
		// Protobuf leaves out a field that is zero.
		start = new(int64)
	}
	return spokenWord{
		// 0 is protobuf's "not set" here too.
		Word: word(w.Word, start, end, w.Confidence.positive()),
		speaker: cmp.Or(w.SpeakerTag.notZero(), w.SpeakerTag2.notZero(),
			string(w.SpeakerLabel), string(w.Speaker2)),
	}
}

func detectGoogle(p *probe) int {
	for _, at := range [][]string{{"results"}, {"response", "results"}} {
		if !hasList(p, at...) {
			continue
		}
		first := scanObject(firstElement(p.raw(at...)))
		best := scanObject(firstElement(first["alternatives"]))
		word := scanObject(firstElement(best["words"]))
		switch {
		case first["final"] != nil, best["timestamps"] != nil, p.has("result_index"), p.has("speaker_labels"):
			return 0
		case hasAny(first, "resultEndTime", "result_end_time", "resultEndOffset", "result_end_offset", "channelTag", "languageCode"),
			hasAny(word, "startTime", "start_time", "startOffset", "endTime", "end_time", "endOffset"):
			return 95
		case best["transcript"] != nil:
			return 75
		}
	}
	switch {
	case p.has("results") && (p.has("totalBilledTime") || p.has("totalBilledDuration")),
		strings.Contains(p.str("metadata", "@type"), "google.cloud.speech"), p.has("response", "results"):
		return 90
	case len(p.json) == 1 && hasList(p, "results") && firstElement(p.raw("results")) == nil:
		return 40 // what is left of an answer without speech
	default:
		return 0
	}
}

func hasAny(fields map[string]json.RawMessage, keys ...string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return fields[key] != nil })
}

func parseGoogle(data []byte) ([]transcript, error) {
	// The client for Node gives a list: the answer, and further values of other
	// kinds.
	docs, err := decodeVendor[oneOrMany[googleSTT]](data)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, errors.New("the list is empty")
	}
	doc := docs[0]
	if doc.Error != nil {
		return nil, jobFailed("", string(doc.Error.Code), doc.Error.Message)
	}
	if doc.Done != nil && !*doc.Done {
		return nil, jobFailed("not done", "", "")
	}
	name, uri := doc.Name, doc.Metadata.URI
	if doc.Response != nil {
		doc = *doc.Response
	}
	if doc.Results.files == nil {
		t := googleTranscript(doc.Results.list)
		t.id, t.recording = name, uri
		return []transcript{t}, nil
	}
	uris := make([]string, 0, len(doc.Results.files))
	for uri := range doc.Results.files {
		uris = append(uris, uri)
	}
	slices.Sort(uris)
	var out []transcript
	for _, uri := range uris {
		file := doc.Results.files[uri]
		t := file.read()
		t.recording = uri
		if len(uris) > 1 {
			t.position = uri
		}
		out = append(out, t)
	}
	return out, nil
}

// read is the transcript of a file of a batch; a file that failed leaves the
// others alone.
func (f *googleFile) read() transcript {
	inner := f.Transcript
	if inner == nil && f.Inline != nil {
		inner = f.Inline.Transcript
	}
	switch {
	case f.Error != nil && f.Error.Message != "":
		return transcript{err: jobFailed("", string(f.Error.Code), f.Error.Message)}
	case inner == nil:
		return transcript{err: jobFailed("", "", "the transcript stands in another file")}
	default:
		return googleTranscript(inner.Results.list)
	}
}

// googleTranscript makes a turn of each result or, where speakers were told
// apart, of each stretch of one speaker.
func googleTranscript(results []googleResult) transcript {
	var list turnList
	var t transcript
	for i := range results {
		t.lang = cmp.Or(t.lang, results[i].Language, results[i].Language2)
	}
	if words, segmented := googleSpeakerWords(results); len(words) > 0 {
		groupWords(&list, words, segmented)
		return list.transcript(t)
	}
	for i := range results {
		r := &results[i]
		if len(r.Alternatives) == 0 {
			// Recognisers of v2 write one for a stretch without speech.
			continue
		}
		best := r.Alternatives[0]
		turn := schemas.Turn{
			Channel:    r.channel(),
			Text:       best.Transcript,
			Confidence: best.Confidence.positive(),
		}
		for j := range best.Words {
			turn.Words = append(turn.Words, best.Words[j].spoken().Word)
		}
		turn.StartMS, turn.EndMS = wordBounds(turn.Words)
		turn.EndMS = cmp.Or(turn.EndMS, r.end())
		list.add(turn)
	}
	return list.transcript(t)
}

// googleSpeakerWords returns the words with their speakers, none where speakers
// were not told apart, and whether each result is a segment of its own. In v1
// the last result repeats the words of all, and only there are they labelled.
func googleSpeakerWords(results []googleResult) (words []spokenWord, segmented bool) {
	labelled := false
	lastBegins := 0
	for i := range results {
		if len(results[i].Alternatives) == 0 {
			continue
		}
		lastBegins = len(words)
		for j := range results[i].Alternatives[0].Words {
			w := results[i].Alternatives[0].Words[j].spoken()
			w.channel, w.segment = results[i].channel(), i
			labelled = labelled || w.speaker != ""
			words = append(words, w)
		}
	}
	if !labelled {
		return nil, false
	}
	last := words[lastBegins:]
	if lastBegins > 0 && len(last) > 0 && notAfter(last[0].StartMS, words[0].StartMS) {
		return last, false
	}
	return words, true
}

// notAfter reports whether a lies at b or before; unknown times do not.
func notAfter(a, b *int64) bool {
	return a != nil && b != nil && *a <= *b
}
