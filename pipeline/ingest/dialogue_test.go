package ingest

import (
	"strings"
	"testing"
)

func TestConversation(t *testing.T) {
	for _, row := range readTSV(t, "testdata/conversation.tsv", 2) {
		got := "no"
		if conversation(strings.Fields(row[0])) {
			got = "yes"
		}
		if got != row[1] {
			t.Errorf("conversation(%q) = %s, want %s", row[0], got, row[1])
		}
	}
}
