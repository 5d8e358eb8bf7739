package ingest

import (
	"cmp"
	"strconv"
	"strings"

	"huifang/schemas"
)

// azureBatch is a result of Azure batch transcription: v3 in camel case with
// ISO 8601 durations, the older form in Pascal case with ticks, and fast
// transcription with milliseconds. encoding/json ignores case, so that one
// field serves where only that differs.
type azureBatch struct {
	Source      string          `json:"source"`
	DurationMS  milliseconds    `json:"durationMilliseconds"`
	Duration    azureDuration   `json:"duration"`
	Recognized  []azurePhrase   `json:"recognizedPhrases"`
	Phrases     []azurePhrase   `json:"phrases"`
	Files       []azureFile     `json:"AudioFileResults"`
	Combined    []azureCombined `json:"combinedRecognizedPhrases"`
	CombinedNew []azureCombined `json:"combinedPhrases"`
	Error       *azureError     `json:"error"`
	// Status and Properties are those of the job's own description.
	Status     string `json:"status"`
	Properties struct {
		Error *azureError `json:"error"`
	} `json:"properties"`
}

type azureError struct {
	Code    label  `json:"code"`
	Message string `json:"message"`
}

type azureFile struct {
	Name     string          `json:"AudioFileName"`
	URL      string          `json:"AudioFileUrl"`
	Length   seconds         `json:"AudioLengthInSeconds"`
	Segments []azurePhrase   `json:"SegmentResults"`
	Combined []azureCombined `json:"CombinedResults"`
}

type azureCombined struct {
	Channel       label  `json:"channel"`
	ChannelNumber label  `json:"ChannelNumber"`
	Display       string `json:"display"`
	Lexical       string `json:"lexical"`
	Text          string `json:"text"`
}

// azurePhrase is an utterance in any of the forms.
type azurePhrase struct {
	azureTime
	Status        string      `json:"recognitionStatus"`
	Channel       label       `json:"channel"`
	ChannelNumber label       `json:"ChannelNumber"`
	Speaker       label       `json:"speaker"`
	SpeakerID     label       `json:"SpeakerId"`
	Locale        string      `json:"locale"`
	NBest         []azureBest `json:"nBest"`
	DisplayText   string      `json:"DisplayText"`
	Text          string      `json:"text"`
	Confidence    probability `json:"confidence"`
	Words         []azureWord `json:"words"`
}

type azureBest struct {
	Confidence probability `json:"confidence"`
	Lexical    string      `json:"lexical"`
	ITN        string      `json:"itn"`
	Display    string      `json:"display"`
	Words      []azureWord `json:"words"`
}

type azureWord struct {
	azureTime
	Word       string      `json:"word"`
	Text       string      `json:"text"`
	Confidence probability `json:"confidence"`
}

// azureTime is a stretch of the recording. Offset is an ISO 8601 duration in
// v3, a number of ticks in the older form and in real time, and a number of
// milliseconds in the preview of fast transcription.
type azureTime struct {
	Offset          azureDuration `json:"offset"`
	Duration        azureDuration `json:"duration"`
	OffsetTicks     ticks         `json:"offsetInTicks"`
	DurationTicks   ticks         `json:"durationInTicks"`
	OffsetMS        milliseconds  `json:"offsetMilliseconds"`
	DurationMS      milliseconds  `json:"durationMilliseconds"`
	OffsetSeconds   seconds       `json:"OffsetInSeconds"`
	DurationSeconds seconds       `json:"DurationInSeconds"`
}

// bounds are start and end; plain is the unit of a number without one.
func (t *azureTime) bounds(plain azureUnit) (start, end *int64) {
	start = cmp.Or(t.OffsetMS.ms(), t.OffsetTicks.ms(), t.Offset.ms(plain), t.OffsetSeconds.ms())
	length := cmp.Or(t.DurationMS.ms(), t.DurationTicks.ms(), t.Duration.ms(plain), t.DurationSeconds.ms())
	return start, later(start, length)
}

// azureUnit is the power of ten that makes milliseconds of a number.
type azureUnit int

const (
	azureTicks  azureUnit = -4
	azureMillis azureUnit = 0
)

// azureDuration is "PT1M2.18S", or a number in a unit that the form fixes.
type azureDuration struct {
	iso    *int64
	number decimal
}

func (d azureDuration) ms(plain azureUnit) *int64 {
	return cmp.Or(d.iso, d.number.scaledMS(int(plain)))
}

// UnmarshalJSON reads either form.
func (d *azureDuration) UnmarshalJSON(b []byte) error {
	*d = azureDuration{}
	if iso := strings.Trim(string(b), `"`); strings.HasPrefix(iso, "P") {
		ms, ok := isoMillis(iso)
		if !ok {
			return &ParseError{Err: &strconv.NumError{Func: "ISO 8601 duration", Num: iso, Err: strconv.ErrSyntax}}
		}
		d.iso = &ms
		return nil
	}
	return d.number.UnmarshalJSON(b)
}

// isoMillis reads an ISO 8601 duration of days, hours, minutes and seconds.
func isoMillis(s string) (int64, bool) {
	units := map[byte]int64{'D': 86_400, 'H': 3_600, 'M': 60, 'S': 1}
	s = strings.TrimPrefix(s, "P")
	var total int64
	for s != "" {
		if s[0] == 'T' {
			s = s[1:]
			continue
		}
		end := strings.IndexAny(s, "DHMS")
		if end <= 0 || strings.ContainsAny(s[:end], "+-eE") || !isDecimal([]byte(s[:end])) {
			return 0, false
		}
		ms, ok := decimal(s[:end]).scaled(3)
		if !ok || ms > 1<<40 {
			return 0, false
		}
		total += ms * units[s[end]]
		s = s[end+1:]
	}
	return total, true
}

func detectAzureBatch(p *probe) int {
	for _, key := range []string{"recognizedPhrases", "RecognizedPhrases", "combinedRecognizedPhrases", "AudioFileResults"} {
		if p.has(key) {
			return 97
		}
	}
	if p.has("self") && p.has("status") && p.has("properties") && p.has("links") {
		return 90
	}
	return 0
}

func detectAzureFast(p *probe) int {
	if p.has("combinedPhrases") || p.has("phrases", "offsetMilliseconds") {
		return 97
	}
	return 0
}

func parseAzureBatch(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[azureBatch](data)
	if err != nil {
		return nil, err
	}
	if failed := firstError(doc.Error, doc.Properties.Error); failed != nil {
		return nil, jobFailed(doc.Status, string(failed.Code), failed.Message)
	}
	if doc.Status != "" {
		return nil, jobFailed(doc.Status, "", "this is the description of the job, not its result file")
	}
	if len(doc.Files) == 0 {
		phrases, combined, plain := doc.Recognized, doc.Combined, azureTicks
		if doc.Phrases != nil || doc.CombinedNew != nil {
			phrases, combined, plain = doc.Phrases, doc.CombinedNew, azureMillis
		}
		t := azureTranscript(phrases, combined, plain)
		t.recording, t.durationMS = doc.Source, orZero(cmp.Or(doc.DurationMS.ms(), doc.Duration.ms(plain)))
		return []transcript{t}, nil
	}
	out := make([]transcript, 0, len(doc.Files))
	for i, f := range doc.Files {
		t := azureTranscript(f.Segments, f.Combined, azureTicks)
		t.recording, t.durationMS = cmp.Or(f.URL, f.Name), orZero(f.Length.ms())
		if len(doc.Files) > 1 {
			t.position = "file " + strconv.Itoa(i+1)
		}
		out = append(out, t)
	}
	return out, nil
}

func firstError(errs ...*azureError) *azureError {
	for _, e := range errs {
		if e != nil && (e.Message != "" || e.Code != "") {
			return e
		}
	}
	return nil
}

// azureTranscript makes a turn of each phrase. Results that were asked for
// without phrases have the text of each channel only.
func azureTranscript(phrases []azurePhrase, combined []azureCombined, plain azureUnit) transcript {
	var list turnList
	var t transcript
	for i := range phrases {
		p := &phrases[i]
		t.lang = cmp.Or(t.lang, p.Locale)
		if p.Status != "" && !strings.EqualFold(p.Status, "Success") {
			list.skip(p.Status)
			continue
		}
		list.add(p.turn(plain))
	}
	if len(phrases) == 0 {
		for _, c := range combined {
			list.add(schemas.Turn{
				Channel: cmp.Or(c.Channel.index(0), c.ChannelNumber.index(0)),
				Text:    cmp.Or(c.Display, c.Text, c.Lexical),
			})
		}
	}
	return list.transcript(t)
}

// turn is the phrase in its best hypothesis.
func (p *azurePhrase) turn(plain azureUnit) schemas.Turn {
	best := azureBest{Confidence: p.Confidence, Display: cmp.Or(p.Text, p.DisplayText), Words: p.Words}
	if len(p.NBest) > 0 {
		best = p.NBest[0]
	}
	t := schemas.Turn{
		Speaker:    cmp.Or(string(p.Speaker), string(p.SpeakerID)),
		Channel:    cmp.Or(p.Channel.index(0), p.ChannelNumber.index(0)),
		Text:       cmp.Or(best.Display, p.DisplayText, best.ITN, best.Lexical),
		Confidence: best.Confidence.value(),
	}
	t.StartMS, t.EndMS = p.bounds(plain)
	for i := range best.Words {
		w := &best.Words[i]
		start, end := w.bounds(plain)
		t.Words = append(t.Words, word(cmp.Or(w.Word, w.Text), start, end, w.Confidence.value()))
	}
	return t
}
