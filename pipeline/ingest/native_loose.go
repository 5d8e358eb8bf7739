package ingest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"huifang/schemas"
)

// looseCall is a call whose numbers may be written as vendors write theirs: as
// text, with a fraction, or null. Its fields come before those of Call.
type looseCall struct {
	schemas.Call
	ID         label        `json:"id"`
	DurationMS milliseconds `json:"duration_ms"`
	Turns      []looseTurn  `json:"turns"`
}

type looseTurn struct {
	schemas.Turn
	Idx        decimal      `json:"idx"`
	Channel    decimal      `json:"channel"`
	StartMS    milliseconds `json:"start_ms"`
	EndMS      milliseconds `json:"end_ms"`
	Confidence probability  `json:"confidence"`
}

// decodeLooseCall reads a call that is not quite of the schema's types.
func decodeLooseCall(raw []byte) (*schemas.Call, error) {
	loose, err := decodeVendor[looseCall](raw)
	if err != nil {
		var at *ParseError
		if errors.As(err, &at) {
			// Embedding is no part of the document.
			at.Field = strings.ReplaceAll(strings.TrimPrefix(at.Field, "Call."), ".Turn.", ".")
		}
		return nil, err
	}
	c := loose.Call
	c.ID, c.DurationMS = string(loose.ID), orZero(loose.DurationMS.ms())
	c.Turns = make([]schemas.Turn, len(loose.Turns))
	for i, in := range loose.Turns {
		t := in.Turn
		if idx := in.Idx.scaledMS(0); idx != nil {
			t.Idx = int(*idx)
		}
		if channel := in.Channel.scaledMS(0); channel != nil {
			t.Channel = label(in.Channel).index(0)
		}
		t.StartMS, t.EndMS, t.Confidence = in.StartMS.ms(), in.EndMS.ms(), in.Confidence.value()
		c.Turns[i] = t
	}
	return &c, nil
}

// numberTurns numbers the turns where none has a number, and where they count
// from 1, which a call that was analysed already does not.
func numberTurns(c *schemas.Call) (note string) {
	numbered, fromOne := false, c.Analysis == nil
	for i := range c.Turns {
		numbered = numbered || c.Turns[i].Idx != 0
		fromOne = fromOne && c.Turns[i].Idx == i+1
	}
	if numbered && !fromOne {
		return ""
	}
	for i := range c.Turns {
		c.Turns[i].Idx = i
	}
	if numbered {
		return "turns numbered from 1, now from 0"
	}
	return ""
}

// nameRoles replaces roles in other words, such as 坐席 and Customer, by those
// of the schema. A word becomes the speaker's label where there is none.
func nameRoles(c *schemas.Call) (notes []string) {
	taken := map[string]string{}
	for i := range c.Turns {
		t := &c.Turns[i]
		if t.Role == "" || checkRole(t.Role) == nil {
			continue
		}
		role := roleOfLabel(t.Role)
		if role == "" {
			continue // Validate says that this is none
		}
		taken[t.Role] = role
		if t.Speaker == "" {
			t.Speaker = t.Role
		}
		t.Role = role
	}
	for _, word := range slices.Sorted(maps.Keys(taken)) {
		notes = append(notes, fmt.Sprintf("role %s taken as %s", word, taken[word]))
	}
	return notes
}
