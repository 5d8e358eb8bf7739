package ingest

import (
	"encoding/json"
	"errors"
	"fmt"

	"huifang/schemas"
)

// callJSON is huifang's own format: a call as JSON, a list of calls, or calls
// one after the other. Annotations of an earlier analysis are kept, labels
// ("gold") and other unknown fields are not read.
func callJSON() format {
	return format{
		name: "call-json",
		doc:  "huifang's own call JSON: an object, an array or JSON Lines",
		detect: func(p *probe) int {
			if !p.has("turns") {
				return 0
			}
			turn := firstElement(p.raw("turns"))
			fields := scanObject(turn)
			_, text := fields["text"]
			_, role := fields["role"]
			_, idx := fields["idx"]
			switch {
			case text && (role || idx):
				return 100
			case turn == nil && p.has("id"):
				return 95
			case text && p.has("id"):
				return 80
			case text:
				return 60
			default:
				return 0
			}
		},
		parse: parseCalls,
	}
}

// parseCalls reads the calls of a document. Each is decoded on its own, so that
// a fault in one leaves the others.
func parseCalls(data []byte) ([]transcript, error) {
	values, err := topValues(data)
	if err != nil {
		return nil, err
	}
	out := make([]transcript, 0, len(values))
	at := documentStart()
	for i, v := range values {
		at = at.advance(data, v.start)
		var t transcript
		raw := data[v.start:v.end]
		if len(values) > 1 {
			t.position, t.raw = fmt.Sprintf("call %d", i+1), raw
		}
		if t.call, t.notes, t.err = decodeCall(raw); t.err != nil {
			t.call, t.err = nil, at.shift(t.err)
		}
		out = append(out, t)
	}
	return out, nil
}

// decodeCall reads one call. It is more lenient than schemas.Decode in what
// people leave out or write otherwise who make calls by hand or by a script of
// their own; notes say what it took for what.
func decodeCall(raw []byte) (c *schemas.Call, notes []string, err error) {
	c = &schemas.Call{}
	if err := json.Unmarshal(raw, c); err != nil {
		var mistyped *json.UnmarshalTypeError
		if !errors.As(err, &mistyped) {
			return nil, nil, jsonError(raw, err)
		}
		if c, err = decodeLooseCall(raw); err != nil {
			return nil, nil, err
		}
		notes = append(notes, "numbers in other notation read, as \"500\" or 500.0 for 500")
	}
	if c.Schema > schemas.Version {
		return nil, nil, fmt.Errorf("%w: %d, this release reads up to %d", schemas.ErrNewerVersion, c.Schema, schemas.Version)
	}
	c.Schema = schemas.Version
	if note := numberTurns(c); note != "" {
		notes = append(notes, note)
	}
	if day := isoDate(c.CallDate); day != c.CallDate {
		notes = append(notes, fmt.Sprintf("call date %s taken as %s", c.CallDate, day))
		c.CallDate = day
	}
	return c, append(notes, nameRoles(c)...), nil
}

// extent is a value's place in a document, as byte offsets.
type extent struct{ start, end int }

// topValues finds the values of a document that should be calls: its elements
// where it is an array, else the objects that stand one after the other.
func topValues(data []byte) ([]extent, error) {
	i := skipSpace(data, 0)
	list := i < len(data) && data[i] == '['
	if list {
		i = skipSpace(data, i+1)
	}
	var out []extent
	for i < len(data) && !(list && data[i] == ']') {
		end := skipValue(data, i)
		if end == i || !list && data[i] != '{' {
			return nil, errorAt(data, int64(i), "", errors.New("no call, a JSON object, where one should begin"))
		}
		out = append(out, extent{i, end})
		i = skipSpace(data, end)
		if !list {
			continue
		}
		switch {
		case i == len(data):
			if end == len(data) && len(out) > 0 {
				return out, nil // the last call is cut short and says so itself
			}
			return nil, errorAt(data, int64(i), "", errors.New("the array of calls does not end"))
		case data[i] == ',':
			i = skipSpace(data, i+1)
		case data[i] != ']':
			return nil, errorAt(data, int64(i), "", errors.New("no comma between two calls"))
		}
	}
	if list {
		if i == len(data) {
			return nil, errorAt(data, int64(i), "", errors.New("the array of calls does not end"))
		}
		if rest := skipSpace(data, i+1); rest < len(data) {
			return nil, errorAt(data, int64(rest), "", errors.New("text behind the array of calls"))
		}
	}
	return out, nil
}
