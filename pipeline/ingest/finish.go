package ingest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"huifang/schemas"
)

var errNoSpeech = errors.New("no speech: no turn has any text")

// origin is what the calls of one unit have in common.
type origin struct {
	unit   *Unit
	format string
	sha256 string
	notes  []string // on the unit as a whole
	// several is set where the file holds more than one call, so that an id
	// given to the file names none of them.
	several bool
}

func newOrigin(u *Unit, format string, notes []string) *origin {
	sum := sha256.Sum256(u.Data)
	return &origin{unit: u, format: format, sha256: hex.EncodeToString(sum[:]), notes: notes}
}

// finish makes a call of the transcript t, the n-th (from 1) of its unit. The
// roles and the id given by the operator are still missing.
func (o *origin) finish(t *transcript, n int) (*schemas.Call, error) {
	c := t.call
	notes := slices.Concat(o.notes, t.notes)
	if c == nil {
		c = &schemas.Call{
			Schema:     schemas.Version,
			ID:         cmp.Or(t.id, t.meta.ID),
			CallDate:   t.callDate,
			StartedAt:  t.startedAt,
			Recording:  t.recording,
			DurationMS: t.durationMS,
			AgentID:    t.agentID,
		}
		t.meta.fill(c)
		notes = append(notes, normaliseLang(c, cmp.Or(t.lang, c.Lang))...)
		notes = append(notes, checkStart(c)...)
		var more []string
		c.Turns, more = cleanTurns(t.turns)
		notes = append(notes, more...)
	}
	if !speaks(c.Turns) {
		return nil, errNoSpeech
	}
	if c.ID == "" {
		c.ID = o.derivedID(n)
	}
	position := strings.TrimPrefix(o.unit.Position+", "+t.position, ", ")
	position = strings.TrimSuffix(position, ", ")
	if c.Source != nil {
		notes = append(slices.Clone(c.Source.Notes), notes...)
		if c.Source.Format != o.format {
			notes = append(notes, "converted before from "+strings.TrimSpace(c.Source.Format+" "+c.Source.File))
		}
	}
	c.Source = &schemas.Source{Format: o.format, File: o.unit.File, Position: position, SHA256: o.sha256, Notes: notes}
	return c, nil
}

// derivedID names a call that its source does not name: by the file and its
// content, so that the same file yields the same id.
func (o *origin) derivedID(n int) string {
	id := cmp.Or(stem(o.unit.File), "call") + "-" + o.sha256[:12]
	if n > 1 {
		id += fmt.Sprintf("-%d", n)
	}
	return id
}

// speaks reports whether any turn has text.
func speaks(turns []schemas.Turn) bool {
	return slices.ContainsFunc(turns, func(t schemas.Turn) bool { return strings.TrimSpace(t.Text) != "" })
}

// cleanTurns brings turns into the order of their starts, numbers them and
// repairs what Call.Validate would refuse. Turns that overlap stay as they are,
// and so does the order of turns with equal starts; a turn without a start
// stays behind the one that it follows in the document.
func cleanTurns(turns []schemas.Turn) ([]schemas.Turn, []string) {
	type placed struct {
		turn  schemas.Turn
		start int64
	}
	kept := make([]placed, 0, len(turns))
	blank, badTimes, badConfidence := 0, 0, 0
	at := int64(0)
	for _, t := range turns {
		if t.Text = strings.TrimSpace(t.Text); t.Text == "" {
			blank++
			continue
		}
		if t.StartMS != nil && (*t.StartMS < 0 || t.EndMS != nil && *t.EndMS < *t.StartMS) || t.EndMS != nil && *t.EndMS < 0 {
			t.StartMS, t.EndMS = nil, nil
			badTimes++
		}
		if t.Confidence != nil && !(*t.Confidence >= 0 && *t.Confidence <= 1) {
			t.Confidence = nil
			badConfidence++
		}
		if t.StartMS != nil {
			at = *t.StartMS
		}
		kept = append(kept, placed{t, at})
	}
	slices.SortStableFunc(kept, func(a, b placed) int { return cmp.Compare(a.start, b.start) })
	out := make([]schemas.Turn, len(kept))
	for i, p := range kept {
		out[i] = p.turn
		out[i].Idx = i
	}
	var notes []string
	if blank > 0 {
		notes = append(notes, plural(blank, "turn", "without text left out"))
	}
	if badTimes > 0 {
		notes = append(notes, plural(badTimes, "turn", "with impossible times, times left out"))
	}
	if badConfidence > 0 {
		notes = append(notes, plural(badConfidence, "turn", "with a confidence outside 0 to 1, left out"))
	}
	return out, notes
}

// normaliseLang sets the language from a vendor's code. A language other than
// Chinese and English is left to the segment stage and noted.
func normaliseLang(c *schemas.Call, stated string) []string {
	s := strings.ToLower(strings.TrimSpace(stated))
	primary, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	switch primary {
	case "":
		c.Lang = ""
	case "zh", "cmn", "yue", "wuu", "chinese", "mandarin", "cn":
		c.Lang = "zh"
	case "en", "english":
		c.Lang = "en"
	case "mixed":
		c.Lang = "mixed"
	default:
		c.Lang = ""
		return []string{fmt.Sprintf("language %q is neither Chinese nor English", stated)}
	}
	return nil
}

// checkStart takes out a start that is not RFC 3339 and a call date that is
// none, with a note, and takes the date from the start where only that is
// stated. A start in UTC says nothing of the local date.
func checkStart(c *schemas.Call) []string {
	var notes []string
	start, err := time.Parse(time.RFC3339, c.StartedAt)
	switch {
	case c.StartedAt == "":
	case err != nil:
		notes = append(notes, fmt.Sprintf("start %q is not an RFC 3339 time with an offset, left out", c.StartedAt))
		c.StartedAt = ""
	case c.CallDate == "" && !strings.HasSuffix(strings.ToUpper(c.StartedAt), "Z"):
		c.CallDate = start.Format(time.DateOnly)
	}
	if c.CallDate != "" {
		if _, err := time.Parse(time.DateOnly, c.CallDate); err != nil {
			notes = append(notes, fmt.Sprintf("call date %q is not of the form YYYY-MM-DD, left out", c.CallDate))
			c.CallDate = ""
		}
	}
	return notes
}
