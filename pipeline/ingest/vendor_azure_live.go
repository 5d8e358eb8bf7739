package ingest

import (
	"cmp"
	"strconv"

	"huifang/schemas"
)

func detectAzureRealtime(p *probe) int {
	if p.has("RecognitionStatus") && (p.has("Offset") || p.has("NBest") || p.has("DisplayText")) {
		return 96
	}
	return 0
}

// parseAzureRealtime reads one recognition event of the Speech SDK or of the
// REST service for short audio, or a list of them.
func parseAzureRealtime(data []byte) ([]transcript, error) {
	phrases, err := decodeVendor[oneOrMany[azurePhrase]](data)
	if err != nil {
		return nil, err
	}
	return []transcript{azureTranscript(phrases, nil, azureTicks)}, nil
}

// azureConversations is the input of Azure's conversation analysis. It has no
// times unless they were copied from a transcription.
type azureConversations struct {
	Input struct {
		Conversations []azureConversation `json:"conversations"`
	} `json:"analysisInput"`
	Conversations []azureConversation `json:"conversations"`
}

type azureConversation struct {
	ID       string `json:"id"`
	Language string `json:"language"`
	Items    []struct {
		Participant label      `json:"participantId"`
		Role        string     `json:"role"`
		Text        string     `json:"text"`
		ITN         string     `json:"itn"`
		Lexical     string     `json:"lexical"`
		Timing      *azureTime `json:"conversationItemLevelTiming"`
		Words       []struct {
			Word     string `json:"word"`
			Offset   ticks  `json:"offset"`
			Duration ticks  `json:"duration"`
		} `json:"audioTimings"`
	} `json:"conversationItems"`
}

func detectAzureConversation(p *probe) int {
	if p.has("analysisInput", "conversations") || p.has("conversations", "conversationItems") {
		return 97
	}
	return 0
}

func parseAzureConversation(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[azureConversations](data)
	if err != nil {
		return nil, err
	}
	conversations := append(doc.Input.Conversations, doc.Conversations...)
	out := make([]transcript, 0, len(conversations))
	for i, c := range conversations {
		var list turnList
		for _, it := range c.Items {
			t := schemas.Turn{
				Role:    statedRole(it.Role),
				Speaker: string(it.Participant),
				Text:    cmp.Or(it.Text, it.ITN, it.Lexical),
			}
			for _, w := range it.Words {
				start := w.Offset.ms()
				t.Words = append(t.Words, word(w.Word, start, later(start, w.Duration.ms()), nil))
			}
			t.StartMS, t.EndMS = wordBounds(t.Words)
			if it.Timing != nil {
				t.StartMS, t.EndMS = it.Timing.bounds(azureTicks)
			}
			list.add(t)
		}
		tr := list.transcript(transcript{id: c.ID, lang: c.Language})
		if len(conversations) > 1 {
			tr.position = "conversation " + strconv.Itoa(i+1)
		}
		out = append(out, tr)
	}
	return out, nil
}
