package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// FormatInfo describes a format for help texts.
type FormatInfo struct {
	// Name is what Options.Format takes and schemas.Source records.
	Name string
	Doc  string
}

// Formats lists the supported formats in the order in which help shows them.
func Formats() []FormatInfo {
	all := formats()
	infos := make([]FormatInfo, len(all))
	for i, f := range all {
		infos[i] = FormatInfo{Name: f.name, Doc: f.doc}
	}
	return infos
}

// formats is the list of all formats; its order carries no meaning in
// detection.
func formats() []format {
	return slices.Concat([]format{
		callJSON(),
		webVTT(),
		subRip(),
		delimited("csv", "table with a header line, columns separated by comma, semicolon or bar"),
		delimited("tsv", "table with a header line, columns separated by tabs"),
		dialogue(),
		whisperTable(),
	}, vendorFormats())
}

// detect returns the format that is surest that p is its own.
func detect(all []format, p *probe, data []byte) (*format, error) {
	var best, rival *format
	top := 0
	for i := range all {
		switch sure := all[i].detect(p); {
		case sure > top:
			best, rival, top = &all[i], nil, sure
		case sure == top && sure > 0:
			rival = &all[i]
		}
	}
	switch {
	case rival != nil:
		return nil, fmt.Errorf("could be %s as well as %s: name the format", best.name, rival.name)
	case best != nil:
		return best, nil
	default:
		return nil, unrecognised(p, data)
	}
}

// unrecognised says what a document without a format is, as far as that helps
// to see why.
func unrecognised(p *probe, data []byte) error {
	switch p.kind {
	case jsonObject, jsonArray:
		var document json.RawMessage
		if err := json.Unmarshal(data, &document); err != nil {
			return jsonError(data, err)
		}
		if len(p.json) == 0 {
			return errors.New("format not recognised: JSON without any keys at its top")
		}
		keys := make([]string, 0, len(p.json))
		for key := range p.json {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		const shown = 12
		more := ""
		if len(keys) > shown {
			keys, more = keys[:shown], " …"
		}
		return fmt.Errorf("format not recognised: JSON with the keys %s%s", strings.Join(keys, ", "), more)
	case jsonScalar:
		return errors.New("format not recognised: JSON that is neither an object nor an array")
	default:
		if json.Valid(data) {
			return errors.New("format not recognised: JSON without any objects")
		}
		return errors.New("format not recognised: neither JSON, subtitles, a table with a header line nor lines of the form \"name: text\"")
	}
}
