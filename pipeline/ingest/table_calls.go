package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"huifang/schemas"
)

// transcriptTable is a table whose columns are understood.
type transcriptTable struct {
	columns []column
	// at is the index of the column of a kind, for kinds of which there is one.
	at map[columnKind]int
	// unused are the names of columns that say nothing to the reader.
	unused []string
	// dated counts times that have a date and so are no places in a recording.
	dated int
}

// tableTranscripts turns rows into one transcript a call, in the order in which
// the calls begin. unit is that of time columns whose names have none.
func tableTranscripts(in *table, unit timeUnit) ([]transcript, error) {
	t, err := readHeader(in.header)
	if err != nil {
		return nil, err
	}
	for i := range t.columns {
		if t.columns[i].unit == unitNone {
			t.columns[i].unit = unit
		}
	}
	if err := t.checkUnits(in); err != nil {
		return nil, err
	}
	var calls []transcript
	index := map[string]int{}
	repeated := 0
	for _, r := range in.rows {
		// Tables that were put one after the other keep the header of each.
		if slices.Equal(r.fields, in.header.fields) {
			repeated++
			continue
		}
		id := t.cell(r, columnCall)
		i, ok := index[id]
		if !ok {
			if id == "" && t.has(columnCall) {
				return nil, &ParseError{Line: r.line, Err: fmt.Errorf("no value in column %q: it is not clear which call the row belongs to", t.columns[t.at[columnCall]].name)}
			}
			i = len(calls)
			index[id] = i
			calls = append(calls, transcript{id: id})
			if id != "" {
				calls[i].position = fmt.Sprintf("call %q", id)
			}
		}
		c := &calls[i]
		c.raw = append(c.raw, r.raw...)
		if err := t.readRow(c, r); err != nil && c.err == nil {
			c.err = &ParseError{Line: r.line, Err: err}
		}
	}
	if len(calls) == 1 {
		calls[0].position, calls[0].raw = "", nil
	}
	var notes []string
	if in.above > 0 {
		notes = append(notes, plural(in.above, "line", "above the header left out"))
	}
	if repeated > 0 {
		notes = append(notes, plural(repeated, "repeated header", "left out"))
	}
	if t.dated > 0 {
		notes = append(notes, plural(t.dated, "time", "of the calendar left out: where in the recording they lie is not known"))
	}
	if len(t.unused) > 0 {
		notes = append(notes, "columns not used: "+strings.Join(t.unused, ", "))
	}
	for i := range calls {
		calls[i].notes = slices.Clone(notes)
	}
	return calls, nil
}

// readHeader understands the columns.
func readHeader(header row) (*transcriptTable, error) {
	t := &transcriptTable{columns: make([]column, len(header.fields)), at: map[columnKind]int{}}
	known := 0
	for i, name := range header.fields {
		c := readColumn(name)
		t.columns[i] = c
		switch c.kind {
		case columnUnknown:
			if c.name != "" {
				t.unused = append(t.unused, c.name)
			}
			continue
		case columnMetadata:
		default:
			if other, ok := t.at[c.kind]; ok {
				return nil, &ParseError{Line: header.line, Err: fmt.Errorf("columns %q and %q mean the same", t.columns[other].name, c.name)}
			}
			t.at[c.kind] = i
		}
		known++
	}
	if !t.has(columnText) {
		if known == 0 {
			return nil, errNoHeader
		}
		return nil, &ParseError{Line: header.line, Err: fmt.Errorf("no column of text among %s: name it text", strings.Join(header.fields, ", "))}
	}
	return t, nil
}

func (t *transcriptTable) has(kind columnKind) bool {
	_, ok := t.at[kind]
	return ok
}

// cell is the value in the column of kind, trimmed; empty where there is none.
func (t *transcriptTable) cell(r row, kind columnKind) string {
	i, ok := t.at[kind]
	if !ok || i >= len(r.fields) {
		return ""
	}
	return strings.TrimSpace(r.fields[i])
}

// timeKinds are the columns that hold times.
func (t *transcriptTable) timeKinds() []columnKind {
	if t.has(columnEnd) || !t.has(columnStart) {
		return []columnKind{columnStart, columnEnd}
	}
	return []columnKind{columnStart, columnDuration}
}

// checkUnits refuses a table with bare numbers in a time column without a unit.
// The header is at fault, not the row.
func (t *transcriptTable) checkUnits(in *table) error {
	for _, kind := range t.timeKinds() {
		i, ok := t.at[kind]
		if !ok || t.columns[i].unit != unitNone {
			continue
		}
		for _, r := range in.rows {
			if _, ok := plainNumber(t.cell(r, kind), 0); ok {
				return &ParseError{Line: in.header.line, Err: noUnit(t.columns[i], t.likeWhisper())}
			}
		}
	}
	return nil
}

// likeWhisper reports whether the columns are those of the tables that Whisper
// writes.
func (t *transcriptTable) likeWhisper() bool {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return slices.Equal(names, whisperHeader())
}

// readRow appends the turn of one row and takes over what it says of the call.
func (t *transcriptTable) readRow(c *transcript, r row) error {
	turn := schemas.Turn{
		Text:    t.cell(r, columnText),
		Speaker: t.cell(r, columnSpeaker),
		Emotion: statedEmotion(t.cell(r, columnEmotion)),
	}
	role := t.cell(r, columnRole)
	turn.Role = roleOfLabel(role)
	if turn.Speaker == "" {
		turn.Speaker = role
	}
	var err error
	if turn.StartMS, err = t.time(r, columnStart); err != nil {
		return err
	}
	if turn.EndMS, err = t.time(r, columnEnd); err != nil {
		return err
	}
	if turn.EndMS == nil && turn.StartMS != nil && !t.has(columnEnd) {
		length, err := t.time(r, columnDuration)
		if err != nil {
			return err
		}
		turn.EndMS = later(turn.StartMS, length)
	}
	if turn.Confidence, err = confidenceCell(t.cell(r, columnConfidence)); err != nil {
		return err
	}
	if err := t.channel(c, &turn, t.cell(r, columnChannel)); err != nil {
		return err
	}
	for i, col := range t.columns {
		if col.kind == columnMetadata && i < len(r.fields) {
			if err := c.meta.set(col.field, col.name, strings.TrimSpace(r.fields[i])); err != nil {
				return err
			}
		}
	}
	c.turns = append(c.turns, turn)
	return nil
}

// time reads a time cell; an empty one, or one with a date, is an unknown time.
// Clock form is unmistakable and read whatever the header says.
func (t *transcriptTable) time(r row, kind columnKind) (*int64, error) {
	text := t.cell(r, kind)
	if text == "" {
		return nil, nil
	}
	if beginsWithDate(text) {
		t.dated++
		return nil, nil
	}
	c := t.columns[t.at[kind]]
	ms, ok := parseClock(text)
	if !ok {
		switch c.unit {
		case unitMS:
			ms, ok = plainNumber(text, 0)
		case unitSeconds:
			ms, ok = plainNumber(text, 3)
		}
	}
	if !ok {
		return nil, fmt.Errorf("%s %q is not a time", c.name, text)
	}
	return &ms, nil
}

// beginsWithDate reports whether text is a date with a time behind it, as in
// "2026-11-20 10:00:01", "2026/3/2 9:30" and RFC 3339.
func beginsWithDate(text string) bool {
	day, clock, ok := strings.Cut(strings.Replace(text, "T", " ", 1), " ")
	if !ok || !strings.Contains(clock, ":") {
		return false
	}
	_, err := time.Parse(time.DateOnly, isoDate(day))
	return err == nil
}

// channel reads a channel cell: the leg of the recording as a number, a side or
// the role of who is on it, or, under the same name, how the talk was held.
func (t *transcriptTable) channel(c *transcript, turn *schemas.Turn, text string) error {
	leg := 0
	switch strings.ToLower(text) {
	case "":
		return nil
	case "phone", "onsite", "video":
		return c.meta.set("channel", "channel", strings.ToLower(text))
	case "left", "l", "左", "左声道":
	case "right", "r", "右", "右声道":
		leg = 1
	default:
		if role := roleOfLabel(text); role != "" {
			turn.Role = cmp.Or(turn.Role, role)
			turn.Speaker = cmp.Or(turn.Speaker, text)
			return nil
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > maxChannel {
			return fmt.Errorf("channel %q is neither a number from 0 nor left or right", text)
		}
		leg = n
	}
	turn.Channel = &leg
	return nil
}

// confidenceCell reads a confidence of 0 to 1 or a percentage with its sign.
func confidenceCell(text string) (*float64, error) {
	if text == "" {
		return nil, nil
	}
	number, percent := strings.CutSuffix(text, "%")
	f, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		f /= 100
	}
	if err != nil || !(f >= 0 && f <= 1) {
		return nil, fmt.Errorf("confidence %q is not a number of 0 to 1", text)
	}
	return &f, nil
}
