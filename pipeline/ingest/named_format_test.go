package ingest

import (
	"slices"
	"testing"
)

func TestNamedFormats(t *testing.T) {
	for name, want := range map[string][]string{
		"deepgram": {"deepgram"},
		"whisper":  {"whisper"}, // a format goes before a family
		"jsonl":    {"call-json"},
		"WhisperX": {"whisper"},
		"azure":    {"azure-batch", "azure-fast", "azure-realtime", "azure-conversation"},
		"tencent":  {"tencent-asr", "tencent-flash"},
	} {
		found, err := named(formats(), name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, f := range found {
			got = append(got, f.name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	if _, err := named(formats(), "nothere"); err == nil {
		t.Error("an unknown name is accepted")
	}
}
