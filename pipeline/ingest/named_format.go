package ingest

import (
	"fmt"
	"strings"
)

// named returns the formats that name stands for: the one of that name; or,
// where there is none, the family of a vendor ("aliyun" for aliyun-filetrans
// and its sisters), to be told apart by their content. Some formats go by a
// second name as well.
func named(all []format, name string) ([]format, error) {
	switch plain := strings.ToLower(name); plain {
	case "json", "jsonl", "native":
		name = "call-json"
	case "webvtt":
		name = "vtt"
	case "whisperx", "whisper-timestamped", "faster-whisper":
		name = "whisper"
	case "sensevoice", "paraformer":
		name = "funasr"
	case "contact-lens":
		name = "aws-contact-lens"
	case "ibm", "ibm-watson":
		name = "watson"
	default:
		name = plain
	}
	var family []format
	names := make([]string, len(all))
	for i, f := range all {
		if f.name == name {
			return all[i : i+1], nil
		}
		if strings.HasPrefix(f.name, name+"-") {
			family = append(family, f)
		}
		names[i] = f.name
	}
	if len(family) == 0 {
		return nil, fmt.Errorf("unknown format %q: known are %s", name, strings.Join(names, ", "))
	}
	return family, nil
}
