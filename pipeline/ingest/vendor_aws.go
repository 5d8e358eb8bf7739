package ingest

import (
	"cmp"
	"strings"

	"huifang/schemas"
)

// awsTranscribe is the result file of an Amazon Transcribe batch job. Numbers
// are strings; punctuation items have no times; a speaker label may be "".
type awsTranscribe struct {
	JobName string `json:"jobName"`
	Status  string `json:"status"`
	Results struct {
		LanguageCode string `json:"language_code"`
		Transcripts  []struct {
			Transcript string `json:"transcript"`
		} `json:"transcripts"`
		SpeakerLabels struct {
			ChannelLabel label `json:"channel_label"`
			Segments     []struct {
				Speaker label       `json:"speaker_label"`
				Start   seconds     `json:"start_time"`
				End     seconds     `json:"end_time"`
				Items   []awsTiming `json:"items"`
			} `json:"segments"`
		} `json:"speaker_labels"`
		ChannelLabels struct {
			Channels []struct {
				Channel label     `json:"channel_label"`
				Items   []awsItem `json:"items"`
			} `json:"channels"`
		} `json:"channel_labels"`
		Segments []awsSegment `json:"audio_segments"`
		Items    []awsItem    `json:"items"`
	} `json:"results"`
	// Job is set where the answer of GetTranscriptionJob was kept in place of
	// the file that it points to.
	Job *struct {
		Name          string `json:"TranscriptionJobName"`
		Status        string `json:"TranscriptionJobStatus"`
		FailureReason string `json:"FailureReason"`
	} `json:"TranscriptionJob"`
}

type awsTiming struct {
	Start   seconds `json:"start_time"`
	Speaker label   `json:"speaker_label"`
}

type awsItem struct {
	ID           decimal          `json:"id"`
	Start        seconds          `json:"start_time"`
	End          seconds          `json:"end_time"`
	Type         string           `json:"type"`
	Speaker      label            `json:"speaker_label"`
	Channel      label            `json:"channel_label"`
	Alternatives []awsAlternative `json:"alternatives"`
}

type awsAlternative struct {
	Content    string      `json:"content"`
	Confidence probability `json:"confidence"`
}

// awsSegment is a segment as newer result files have it.
type awsSegment struct {
	Transcript string    `json:"transcript"`
	Start      seconds   `json:"start_time"`
	End        seconds   `json:"end_time"`
	Speaker    label     `json:"speaker_label"`
	Channel    label     `json:"channel_label"`
	Items      []decimal `json:"items"`
}

// spoken is the item as a word of the grouper.
func (it awsItem) spoken() spokenWord {
	w := spokenWord{
		mark:    it.Type == "punctuation",
		speaker: string(it.Speaker),
		channel: it.Channel.index(0),
	}
	if len(it.Alternatives) > 0 {
		best := it.Alternatives[0]
		w.Word = word(best.Content, it.Start.ms(), it.End.ms(), best.Confidence.value())
	}
	return w
}

func detectAWSTranscribe(p *probe) int {
	switch {
	case p.has("jobName") && p.has("results", "transcripts"):
		return 95
	case p.has("results") && !hasList(p, "results"):
		results := fieldsAt(p, "results")
		if results["transcripts"] != nil && (results["items"] != nil || p.has("accountId")) {
			return 95
		}
		return 0
	case p.has("TranscriptionJob", "TranscriptionJobStatus"):
		return 90
	default:
		return 0
	}
}

func parseAWSTranscribe(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[awsTranscribe](data)
	if err != nil {
		return nil, err
	}
	if doc.Job != nil {
		message := doc.Job.FailureReason
		if message == "" {
			message = "this is the description of the job, not its transcript file"
		}
		return nil, jobFailed(doc.Job.Status, "", message)
	}
	if doc.Status != "" && !strings.EqualFold(doc.Status, "COMPLETED") {
		return nil, jobFailed(doc.Status, "", "")
	}
	var list turnList
	switch r := &doc.Results; {
	case len(r.Segments) > 0:
		addAWSSegments(&list, r.Segments, r.Items)
	case len(r.ChannelLabels.Channels) > 0:
		for _, channel := range r.ChannelLabels.Channels {
			words := make([]spokenWord, 0, len(channel.Items))
			for _, it := range channel.Items {
				w := it.spoken()
				w.channel = channel.Channel.index(0)
				words = append(words, w)
			}
			groupWords(&list, words, false)
		}
	case len(r.Items) > 0:
		words, segmented := doc.labelledWords()
		groupWords(&list, words, segmented)
	default:
		for _, t := range r.Transcripts {
			list.add(schemas.Turn{Text: t.Transcript})
		}
	}
	return []transcript{list.transcript(transcript{id: doc.JobName, lang: doc.Results.LanguageCode})}, nil
}

// labelledWords returns the items as words with the speakers of the segments
// that list them, and whether there are such segments. Segments without items
// are noise.
func (doc *awsTranscribe) labelledWords() ([]spokenWord, bool) {
	type place struct {
		speaker string
		segment int
	}
	places := map[int64]place{}
	labels := &doc.Results.SpeakerLabels
	for i, segment := range labels.Segments {
		for _, it := range segment.Items {
			speaker := it.Speaker
			if speaker == "" {
				speaker = segment.Speaker
			}
			if start := it.Start.ms(); start != nil {
				places[*start] = place{string(speaker), i + 1}
			}
		}
	}
	channel := labels.ChannelLabel.index(0)
	words := make([]spokenWord, 0, len(doc.Results.Items))
	for _, it := range doc.Results.Items {
		w := it.spoken()
		w.channel = cmp.Or(w.channel, channel)
		if w.StartMS != nil {
			if at, ok := places[*w.StartMS]; ok {
				w.speaker, w.segment = at.speaker, at.segment
			}
		}
		words = append(words, w)
	}
	return words, len(places) > 0
}

// addAWSSegments adds a turn a segment, with the words that it lists by id.
func addAWSSegments(list *turnList, segments []awsSegment, items []awsItem) {
	byID := make(map[string]awsItem, len(items))
	for _, it := range items {
		byID[string(it.ID)] = it
	}
	for _, s := range segments {
		t := schemas.Turn{
			Speaker: string(s.Speaker),
			Channel: s.Channel.index(0),
			StartMS: s.Start.ms(),
			EndMS:   s.End.ms(),
			Text:    s.Transcript,
		}
		for _, id := range s.Items {
			it, ok := byID[string(id)]
			if !ok || it.Type == "punctuation" {
				continue
			}
			w := it.spoken()
			t.Words = append(t.Words, w.Word)
			t.Speaker = cmp.Or(t.Speaker, w.speaker)
			t.Channel = cmp.Or(t.Channel, w.channel)
		}
		list.add(t)
	}
}
