package ingest

import (
	"cmp"
	"strings"

	"huifang/schemas"
)

// awsPCA is the output of the Post Call Analytics solution. Times of words are
// where they start: EndTime repeats StartTime.
type awsPCA struct {
	Analytics struct {
		GUID             string  `json:"GUID"`
		Agent            string  `json:"Agent"`
		ConversationTime string  `json:"ConversationTime"`
		ProcessTime      string  `json:"ProcessTime"`
		Language         string  `json:"LanguageCode"`
		Duration         seconds `json:"Duration"`
		Speakers         []struct {
			Speaker string `json:"Speaker"`
			Display string `json:"DisplayText"`
		} `json:"SpeakerLabels"`
		Sources []struct {
			Job struct {
				Name string `json:"TranscriptionJobName"`
				URI  string `json:"MediaOriginalUri"`
			} `json:"TranscribeJobInfo"`
		} `json:"SourceInformation"`
	} `json:"ConversationAnalytics"`
	Segments []struct {
		Speaker string  `json:"SegmentSpeaker"`
		Start   seconds `json:"SegmentStartTime"`
		End     seconds `json:"SegmentEndTime"`
		Text    string  `json:"OriginalText"`
		Display string  `json:"DisplayText"`
		Words   []struct {
			Text       string      `json:"Text"`
			Confidence probability `json:"Confidence"`
			Start      seconds     `json:"StartTime"`
		} `json:"WordConfidence"`
	} `json:"SpeechSegments"`
}

func detectAWSPCA(p *probe) int {
	if p.has("ConversationAnalytics") && p.has("SpeechSegments") {
		return 98
	}
	return 0
}

func parseAWSPCA(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[awsPCA](data)
	if err != nil {
		return nil, err
	}
	a := &doc.Analytics
	out := transcript{
		id:         notNone(a.GUID),
		agentID:    notNone(a.Agent),
		lang:       a.Language,
		durationMS: orZero(a.Duration.ms()),
	}
	for _, source := range a.Sources {
		out.id = cmp.Or(out.id, source.Job.Name)
		out.recording = cmp.Or(out.recording, source.Job.URI)
	}
	// The solution writes the time of processing where the name of the file
	// did not tell that of the call.
	if a.ConversationTime != "" && a.ConversationTime == a.ProcessTime {
		out.notes = append(out.notes, "ConversationTime equals ProcessTime: not taken for the time of the call")
	} else if day, _, ok := strings.Cut(a.ConversationTime, " "); ok && len(day) == len("2006-01-02") {
		out.callDate = day
	}
	roles := map[string]string{}
	for _, s := range a.Speakers {
		roles[s.Speaker] = statedRole(s.Display)
	}
	var list turnList
	for _, s := range doc.Segments {
		t := schemas.Turn{
			Role:    roles[s.Speaker],
			Speaker: s.Speaker,
			StartMS: s.Start.ms(),
			EndMS:   s.End.ms(),
			Text:    cmp.Or(s.Text, s.Display),
		}
		for _, w := range s.Words {
			t.Words = append(t.Words, word(w.Text, w.Start.ms(), nil, w.Confidence.value()))
		}
		list.add(t)
	}
	return []transcript{list.transcript(out)}, nil
}

// notNone is s without the "None" that Python writes for nothing.
func notNone(s string) string {
	if s == "None" {
		return ""
	}
	return s
}
