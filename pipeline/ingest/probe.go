package ingest

import (
	"encoding/json"
	"path/filepath"
	"strings"
)

// headSize is how much of a document detection may look at where it is not
// JSON.
const headSize = 8 << 10

// jsonKind is what a document is at its top.
type jsonKind int

// Kinds of a document.
const (
	notJSON jsonKind = iota
	jsonObject
	jsonArray
	jsonScalar
)

// probe is what a format's detect looks at: enough to tell formats apart
// without decoding the document. It is read only and valid during detection.
type probe struct {
	// file is the base name without .gz or .zst, empty for standard input.
	file string
	// head is the first headSize bytes, UTF-8 without a byte order mark.
	head []byte
	// kind is that of the first value of the document. A document cut short or
	// broken further on keeps the kind that it begins with, so that its format
	// is still found and the parser can say where it breaks.
	kind jsonKind
	// json is the top-level object, one raw value a key; for an array it is the
	// first element, where that is an object. Values are not validated.
	json map[string]json.RawMessage
}

// newProbe scans data, a whole document in UTF-8. file may be a path.
func newProbe(file string, data []byte) *probe {
	p := &probe{head: data[:min(len(data), headSize)]}
	if file != "" && file != stdin {
		p.file = filepath.Base(withoutCompression(file))
	}
	top := skipSpace(data, 0)
	if top == len(data) {
		return p
	}
	switch data[top] {
	case '{':
		p.kind = jsonObject
		p.json = scanObject(data[top:])
	case '[':
		if !beginsArray(data[top:]) {
			return p
		}
		p.kind = jsonArray
		p.json = scanObject(firstElement(data[top:]))
	case '"':
		p.kind = jsonScalar
	}
	return p
}

// beginsArray tells a JSON array from a line of text that begins with a
// bracket, such as "[00:12] 客户：…".
func beginsArray(data []byte) bool {
	i := skipSpace(data, 1)
	if i == len(data) {
		return true
	}
	switch data[i] {
	case '{', '[', '"', ']':
		return true
	}
	return false
}

// ext is the file's extension in lower case, with the dot.
func (p *probe) ext() string {
	return strings.ToLower(filepath.Ext(p.file))
}

// has reports whether path leads to a value, null included. Objects are
// descended by key; where an array stands in the way, its first element is
// taken.
func (p *probe) has(path ...string) bool {
	return p.raw(path...) != nil
}

// raw returns the value at path as has finds it, undecoded and unvalidated, or
// nil.
func (p *probe) raw(path ...string) json.RawMessage {
	if len(path) == 0 {
		return nil
	}
	v, ok := p.json[path[0]]
	if !ok {
		return nil
	}
	for _, key := range path[1:] {
		for len(v) > 0 && v[0] == '[' {
			v = firstElement(v)
		}
		if v, ok = scanObject(v)[key]; !ok {
			return nil
		}
	}
	return v
}

// str returns the string at path, empty where there is none.
func (p *probe) str(path ...string) string {
	var s string
	if err := json.Unmarshal(p.raw(path...), &s); err != nil {
		return ""
	}
	return s
}
