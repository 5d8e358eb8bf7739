package ingest

import (
	"strings"

	"huifang/schemas"
)

// addTencentLines reads the result as text, a sentence a line:
//
//	[0:0.020,0:2.380]  文字
//	[0:0.020,0:2.380,1]  文字
//
// The third member is the speaker or, in a recording of two channels, the
// channel; the text does not say which, so it is kept as the speaker. A line
// without times goes on with the sentence before it.
func addTencentLines(list *turnList, text string) {
	var open *schemas.Turn
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		t, ok := tencentLine(line)
		switch {
		case ok:
			if open != nil {
				list.add(*open)
			}
			open = &t
		case open != nil:
			open.Text += line
		default:
			open = &schemas.Turn{Text: line}
		}
	}
	if open != nil {
		list.add(*open)
	}
}

func tencentLine(line string) (schemas.Turn, bool) {
	head, text, ok := strings.Cut(line, "]")
	if !ok || !strings.HasPrefix(head, "[") {
		return schemas.Turn{}, false
	}
	members := strings.Split(head[1:], ",")
	if len(members) != 2 && len(members) != 3 {
		return schemas.Turn{}, false
	}
	start, end := clockMillis(members[0]), clockMillis(members[1])
	if start == nil || end == nil {
		return schemas.Turn{}, false
	}
	t := schemas.Turn{StartMS: start, EndMS: end, Text: text}
	if len(members) == 3 {
		t.Speaker = strings.TrimSpace(members[2])
	}
	return t, true
}

// clockMillis reads m:s or h:m:s, with a fraction, nil where s is neither.
func clockMillis(s string) *int64 {
	parts := strings.Split(strings.TrimSpace(s), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return nil
	}
	var total int64
	for i, part := range parts {
		whole := strings.Trim(part, "0123456789") == ""
		last := i == len(parts)-1
		if part == "" || len(part) > 12 || (!whole && (!last || strings.Trim(part, ".0123456789") != "")) {
			return nil
		}
		ms, ok := decimal(part).scaled(3)
		if !ok {
			return nil
		}
		total = total*60 + ms
	}
	return &total
}
