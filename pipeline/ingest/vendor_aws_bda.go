package ingest

import (
	"huifang/schemas"
)

// awsBDA is the standard output of Bedrock Data Automation for audio.
type awsBDA struct {
	Metadata struct {
		Bucket   string       `json:"s3_bucket"`
		Key      string       `json:"s3_key"`
		Duration milliseconds `json:"duration_millis"`
		Language string       `json:"dominant_asset_language"`
	} `json:"metadata"`
	Items []struct {
		Index   decimal      `json:"item_index"`
		Content string       `json:"content"`
		Start   milliseconds `json:"start_timestamp_millis"`
		End     milliseconds `json:"end_timestamp_millis"`
	} `json:"audio_items"`
	Segments []struct {
		Type    string       `json:"type"`
		Text    string       `json:"text"`
		Start   milliseconds `json:"start_timestamp_millis"`
		End     milliseconds `json:"end_timestamp_millis"`
		Speaker struct {
			Label label `json:"speaker_label"`
		} `json:"speaker"`
		Channel struct {
			Label label `json:"channel_label"`
		} `json:"channel"`
		Items []decimal `json:"audio_item_indices"`
	} `json:"audio_segments"`
}

func detectAWSBDA(p *probe) int {
	if p.has("audio_segments") && (p.has("audio_items") || p.has("metadata", "semantic_modality")) {
		return 95
	}
	return 0
}

func parseAWSBDA(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[awsBDA](data)
	if err != nil {
		return nil, err
	}
	words := make(map[decimal]schemas.Word, len(doc.Items))
	for _, it := range doc.Items {
		// Punctuation is what has no time.
		if it.Start.given() {
			words[it.Index] = word(it.Content, it.Start.ms(), it.End.ms(), nil)
		}
	}
	var list turnList
	for _, s := range doc.Segments {
		t := schemas.Turn{
			Speaker: string(s.Speaker.Label),
			Channel: s.Channel.Label.index(0),
			StartMS: s.Start.ms(),
			EndMS:   s.End.ms(),
			Text:    s.Text,
		}
		for _, i := range s.Items {
			if w, ok := words[i]; ok {
				t.Words = append(t.Words, w)
			}
		}
		list.add(t)
	}
	out := transcript{lang: doc.Metadata.Language, durationMS: orZero(doc.Metadata.Duration.ms())}
	if doc.Metadata.Bucket != "" {
		out.recording = "s3://" + doc.Metadata.Bucket + "/" + doc.Metadata.Key
	}
	return []transcript{list.transcript(out)}, nil
}
