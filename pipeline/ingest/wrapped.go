package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// document is what a format reads: the text of a unit, or what stands within
// wrappers in it.
type document struct {
	format *format
	text   []byte
	// path are the keys that lead to it, empty where there are no wrappers.
	path string
	// quoted is set where it stands in the unit as a string of JSON.
	quoted bool
}

// wrapperKeys are the keys under which HTTP clients, queues and services in
// between keep the document that they pass on.
func wrapperKeys() []string {
	return []string{"body", "Body", "data", "Data", "response", "Response", "result", "Result", "output", "payload", "content", "message", "calls"}
}

// maxWrappers is how many wrappers may stand around each other.
const maxWrappers = 3

// locate finds the document of a known format that text is or, where it is an
// object of no format itself, that stands within wrappers in it.
func locate(all []format, file string, text []byte) (document, error) {
	f, err := detect(all, newProbe(file, text), text)
	if err != nil {
		if d, ok := unwrap(all, text, maxWrappers); ok {
			return d, nil
		}
	}
	return document{format: f, text: text}, err
}

func unwrap(all []format, text []byte, depth int) (document, bool) {
	fields := scanObject(text)
	for _, key := range wrapperKeys() {
		d := document{text: fields[key], path: key}
		var content string
		if len(d.text) > 0 && d.text[0] == '"' && json.Unmarshal(d.text, &content) == nil {
			d.text, d.quoted = []byte(content), true
		}
		if begin := skipSpace(d.text, 0); begin == len(d.text) || d.text[begin] != '{' && d.text[begin] != '[' {
			continue
		}
		var err error
		if d.format, err = detect(all, newProbe("", d.text), d.text); err == nil {
			return d, true
		}
		if depth == 1 {
			continue
		}
		if deeper, ok := unwrap(all, d.text, depth-1); ok {
			deeper.path, deeper.quoted = key+"."+deeper.path, deeper.quoted || d.quoted
			return deeper, true
		}
	}
	return document{}, false
}

// parse reads the calls of d, which stands in the text whole. A list of
// documents that are no list in their format is read one by one, so that a
// fault in one leaves the others.
func (d *document) parse(whole []byte) ([]transcript, error) {
	out, err := d.format.parse(d.text)
	if err != nil && d.refusesList(err) {
		if list, ok := d.parseList(); ok {
			out, err = list, nil
		}
	}
	if d.path == "" {
		return out, err
	}
	begin := documentStart()
	if !d.quoted {
		begin = begin.advance(whole, max(0, bytes.Index(whole, d.text)))
	}
	for i := range out {
		t := &out[i]
		t.notes = append(t.notes, "read from within "+d.path)
		t.err = d.placed(begin, t.err)
	}
	return out, d.placed(begin, err)
}

// refusesList reports whether err says that d should be an object and is a list:
// its place is where the list begins. A list with a fault within says something
// else, and is no list of documents.
func (d *document) refusesList(err error) bool {
	var at *ParseError
	return isArray(d.text) && errors.As(err, &at) && at.Line > 0 && at.Field == "" &&
		at.Offset <= int64(skipSpace(d.text, 0))+1 && json.Valid(d.text)
}

// parseList reads each element of the array d. ok is false where none of them
// can be read, so that the fault is that of the whole.
func (d *document) parseList() (out []transcript, ok bool) {
	values, err := topValues(d.text)
	if err != nil {
		return nil, false
	}
	at := documentStart()
	for i, v := range values {
		at = at.advance(d.text, v.start)
		raw := d.text[v.start:v.end]
		calls, err := d.format.parse(raw)
		if err == nil && len(calls) == 0 {
			err = errNoSpeech
		}
		if err != nil {
			calls = []transcript{{err: at.shift(err)}}
		}
		for _, t := range calls {
			ok = ok || t.err == nil
			t.raw = raw
			t.position = strings.TrimSuffix(fmt.Sprintf("call %d, %s", i+1, t.position), ", ")
			out = append(out, t)
		}
	}
	return out, ok
}

// placed moves the place of err from d to the text that holds it at begin.
// Within a string a place would mislead, so there is none.
func (d *document) placed(begin place, err error) error {
	var at *ParseError
	if d.quoted && errors.As(err, &at) {
		return &ParseError{Field: strings.TrimSuffix(d.path+"."+at.Field, "."), Err: at.Err}
	}
	return begin.shift(err)
}
