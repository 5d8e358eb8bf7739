package ingest

import "huifang/schemas"

// whisperCPP is the JSON output of whisper.cpp.
type whisperCPP struct {
	Result struct {
		Language string `json:"language"`
	} `json:"result"`
	Segments []struct {
		Offsets whisperCPPOffsets `json:"offsets"`
		Text    string            `json:"text"`
		Speaker label             `json:"speaker"`
		Tokens  []struct {
			Text    string            `json:"text"`
			Offsets whisperCPPOffsets `json:"offsets"`
			P       probability       `json:"p"`
		} `json:"tokens"`
	} `json:"transcription"`
}

type whisperCPPOffsets struct {
	From milliseconds `json:"from"`
	To   milliseconds `json:"to"`
}

func detectWhisperCPP(p *probe) int {
	if p.has("transcription", "offsets") || p.has("transcription") && (p.has("systeminfo") || p.has("result", "language")) {
		return 95
	}
	return 0
}

func parseWhisperCPP(data []byte) ([]transcript, error) {
	doc, err := decodeVendor[whisperCPP](data)
	if err != nil {
		return nil, err
	}
	var list turnList
	for _, s := range doc.Segments {
		t := schemas.Turn{
			Speaker: string(s.Speaker),
			StartMS: s.Offsets.From.ms(),
			EndMS:   s.Offsets.To.ms(),
			Text:    s.Text,
		}
		for _, token := range s.Tokens {
			w := word(token.Text, token.Offsets.From.ms(), token.Offsets.To.ms(), token.P.value())
			// "[_BEG_]" and the like are marks of the decoder.
			if w.Text != "" && !isDecoderMark(w.Text) {
				t.Words = append(t.Words, w)
			}
		}
		list.add(t)
	}
	return []transcript{list.transcript(transcript{lang: doc.Result.Language})}, nil
}

func isDecoderMark(token string) bool {
	return len(token) > 4 && token[:2] == "[_" && token[len(token)-1] == ']'
}
