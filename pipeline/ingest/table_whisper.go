package ingest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const whisperTableName = "whisper-table"

// whisperHeader are the columns of Whisper's tables.
func whisperHeader() []string { return []string{"start", "end", "text"} }

// whisperTable is the table that openai-whisper writes with tabs and whisper.cpp
// with commas: milliseconds under start and end. Nothing in it says so, hence it
// is never recognised, only read where the operator names it.
func whisperTable() format {
	return format{
		name:   whisperTableName,
		doc:    "table of openai-whisper (.tsv) or whisper.cpp (.csv), times in milliseconds; only where named",
		detect: func(*probe) int { return 0 },
		parse: func(data []byte) ([]transcript, error) {
			first, _, _ := bytes.Cut(data, []byte("\n"))
			t, err := readTable(data, separator(first), 0)
			if err != nil {
				return nil, err
			}
			if want := whisperHeader(); !slices.Equal(t.header.fields, want) {
				return nil, &ParseError{Line: 1, Err: fmt.Errorf("the columns are not %s", strings.Join(want, ", "))}
			}
			return tableTranscripts(t, unitMS)
		},
	}
}
