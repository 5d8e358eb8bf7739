package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"huifang/schemas"
)

// metadata is what is known of a call besides the talk. Its JSON fields are
// those of schemas.Call. A transcript of a vendor carries hardly any of it, so
// it comes from a sidecar or from Options.MetadataFile.
type metadata struct {
	ID         string           `json:"id"`
	Lang       string           `json:"lang"`
	Channel    string           `json:"channel"`
	CallDate   string           `json:"call_date"`
	StartedAt  string           `json:"started_at"`
	BorrowerID string           `json:"borrower_id"`
	LoanID     string           `json:"loan_id"`
	AgentID    string           `json:"agent_id"`
	Branch     string           `json:"branch"`
	Industry   string           `json:"industry"`
	Region     string           `json:"region"`
	Recording  string           `json:"recording"`
	DurationMS int64            `json:"duration_ms"`
	LoanFile   schemas.LoanFile `json:"loan_file"`
}

// sidecarSuffix takes the place of a transcript's extension in the name of its
// sidecar.
const sidecarSuffix = ".meta.json"

// readSidecar returns the content of the sidecar of a file on disk, nil where
// there is none.
func readSidecar(file string) ([]byte, error) {
	path := filepath.Join(filepath.Dir(file), stem(file)+sidecarSuffix)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	return data, nil
}

// decodeMetadata reads the JSON form and checks it.
func decodeMetadata(data []byte) (*metadata, error) {
	data = bytes.TrimPrefix(data, utf8BOM)
	var m metadata
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, jsonError(data, err)
	}
	if err := m.validate(); err != nil {
		return nil, err
	}
	return &m, nil
}

// validate checks dates and times and writes dates as the schema has them.
func (m *metadata) validate() error {
	if m.CallDate = isoDate(m.CallDate); m.CallDate != "" {
		if _, err := time.Parse(time.DateOnly, m.CallDate); err != nil {
			return &ParseError{Field: "call_date", Err: fmt.Errorf("%q is not a date of the form YYYY-MM-DD", m.CallDate)}
		}
	}
	if m.StartedAt != "" {
		if _, err := time.Parse(time.RFC3339, m.StartedAt); err != nil {
			return &ParseError{Field: "started_at", Err: fmt.Errorf("%q is not an RFC 3339 time with an offset", m.StartedAt)}
		}
	}
	return nil
}

// isoDate writes a date as YYYY-MM-DD that has the year first, as spreadsheet
// programs and people in China write it. Any other text stays as it is: whether
// 9/11 is September or November is not to be guessed.
func isoDate(text string) string {
	for _, layout := range []string{"2006-1-2", "2006/1/2", "2006.1.2", "2006年1月2日", "20060102"} {
		if day, err := time.Parse(layout, text); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return text
}

// fill sets the fields of c that are still empty; what is set stands. Keys of
// the loan file are filled one by one. The id is not touched.
func (m *metadata) fill(c *schemas.Call) {
	for _, f := range []struct {
		to   *string
		from string
	}{
		{&c.Lang, m.Lang},
		{&c.Channel, m.Channel},
		{&c.CallDate, m.CallDate},
		{&c.StartedAt, m.StartedAt},
		{&c.BorrowerID, m.BorrowerID},
		{&c.LoanID, m.LoanID},
		{&c.AgentID, m.AgentID},
		{&c.Branch, m.Branch},
		{&c.Industry, m.Industry},
		{&c.Region, m.Region},
		{&c.Recording, m.Recording},
	} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	if c.DurationMS == 0 {
		c.DurationMS = m.DurationMS
	}
	for key, value := range m.LoanFile {
		if _, ok := c.LoanFile[key]; ok {
			continue
		}
		if c.LoanFile == nil {
			c.LoanFile = make(schemas.LoanFile, len(m.LoanFile))
		}
		c.LoanFile[key] = value
	}
}

// set stores the value of a table's column under the field's name in JSON,
// "loan_file.KEY" for the loan file. name is the column's own, which may state
// the unit of an amount. An empty value says nothing. A value that differs from
// one already there is an error: the table contradicts itself.
func (m *metadata) set(field, name, value string) error {
	if value == "" {
		return nil
	}
	if key, ok := strings.CutPrefix(field, loanFilePrefix); ok {
		_, scale := scaledLoanKey(plainName(name))
		v := loanValue(key, value, scale)
		if old, ok := m.LoanFile[key]; ok && old != v {
			return fmt.Errorf("%s is %q here and %v before", field, value, old)
		}
		if m.LoanFile == nil {
			m.LoanFile = schemas.LoanFile{}
		}
		m.LoanFile[key] = v
		return nil
	}
	if field == "duration_ms" {
		ms, ok := plainNumber(value, 0)
		if !ok {
			return fmt.Errorf("duration_ms %q is not a number of milliseconds", value)
		}
		m.DurationMS = ms
		return nil
	}
	if field == "call_date" {
		value = isoDate(value)
	}
	to := m.text(field)
	if to == nil {
		return fmt.Errorf("no field %q", field)
	}
	if *to != "" && *to != value {
		return fmt.Errorf("%s is %q here and %q before", field, value, *to)
	}
	*to = value
	return m.validate()
}

const loanFilePrefix = "loan_file."

// text returns the text field of that name, nil where there is none.
func (m *metadata) text(field string) *string {
	switch field {
	case "id":
		return &m.ID
	case "lang":
		return &m.Lang
	case "channel":
		return &m.Channel
	case "call_date":
		return &m.CallDate
	case "started_at":
		return &m.StartedAt
	case "borrower_id":
		return &m.BorrowerID
	case "loan_id":
		return &m.LoanID
	case "agent_id":
		return &m.AgentID
	case "branch":
		return &m.Branch
	case "industry":
		return &m.Industry
	case "region":
		return &m.Region
	case "recording":
		return &m.Recording
	default:
		return nil
	}
}

// heading takes "key: value" lines above a dialogue. It reports whether key is
// one that it knows and value one that it can use.
func (m *metadata) heading(key, value string) bool {
	field := metadataField(key)
	return field != "" && value != "" && m.set(field, key, value) == nil
}
