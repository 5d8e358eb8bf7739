package alert

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Attributes that are the same in every event of this version.
const (
	specVersion = "1.0"
	// Source is where the events come from; an id is unique within it.
	Source = "/huifang/alerts"
	// Type says what an event of this version reports.
	Type = "cn.huifang.alert.raised.v1"
	// DataSchema names the schema of the data, schemas/alert.schema.json.
	DataSchema      = "urn:huifang:schema:alert:1#decision"
	dataContentType = "application/json"
)

// Event is a CloudEvent that reports a decision to alert.
type Event struct {
	SpecVersion string `json:"specversion"`
	// ID is made of the call's id and of what was decided, so that a decision
	// that is reached again has the same id.
	ID     string `json:"id"`
	Source string `json:"source"`
	Type   string `json:"type"`
	// Subject is the id of the call.
	Subject string `json:"subject"`
	// Time is when the call was put in. Of two events of a subject the one with
	// the later time says what stands.
	Time            time.Time `json:"time"`
	DataContentType string    `json:"datacontenttype"`
	DataSchema      string    `json:"dataschema"`
	Data            Decision  `json:"data"`
}

// Decision is what was decided about a call and why. Texts are masked.
type Decision struct {
	CallID string `json:"call_id"`
	// CallDate is YYYY-MM-DD, StartedAt RFC 3339; empty where the source does
	// not say.
	CallDate   string `json:"call_date,omitempty"`
	StartedAt  string `json:"started_at,omitempty"`
	Borrower   string `json:"borrower,omitempty"`
	BorrowerID string `json:"borrower_id,omitempty"`
	LoanID     string `json:"loan_id,omitempty"`
	AgentID    string `json:"agent_id,omitempty"`
	Branch     string `json:"branch,omitempty"`
	Industry   string `json:"industry,omitempty"`
	Region     string `json:"region,omitempty"`

	// Level is one of the levels of package schemas above green.
	Level string `json:"level"`
	// Reasons name the steps of the alert policy that decided, in its words.
	Reasons []string `json:"reasons"`
	// Evidence is what the level rests on, gravest first.
	Evidence []Evidence `json:"evidence"`
	// ComplianceReferral asks for a review of the bank officer's conduct.
	ComplianceReferral bool      `json:"compliance_referral"`
	FollowUp           *FollowUp `json:"follow_up,omitempty"`

	// Backload is true for a call of the back-load lane: history, not news.
	Backload bool `json:"backload"`
	// Rules is the version of the rule set, Stages those of the stages by name.
	Rules  string            `json:"rules_version,omitempty"`
	Stages map[string]string `json:"stages"`
}

// Evidence is one sentence that a decision rests on.
type Evidence struct {
	// Code is a risk code, or the field of the loan file that differs.
	Code string `json:"code"`
	// Severity is 1 (hint) … 5 (grave).
	Severity int `json:"severity"`
	// Turn is the number of the turn, StartMS its start in milliseconds from
	// the start of the recording, nil where the source has no times.
	Turn    int    `json:"turn"`
	StartMS *int64 `json:"start_ms,omitempty"`
	// Role is agent, customer or unknown; Speaker the label of the source.
	Role     string `json:"role"`
	Speaker  string `json:"speaker,omitempty"`
	Sentence string `json:"sentence"`
	// Rule names what fired and Confidence, 0…1, how sure it is; empty and nil
	// where the evidence is a discrepancy.
	Rule       string   `json:"rule,omitempty"`
	Confidence *float64 `json:"confidence,omitempty"`
}

// FollowUp is what to do and by when, as in schemas.FollowUp.
type FollowUp struct {
	Priority  string   `json:"priority,omitempty"`
	Actions   []string `json:"actions"`
	RespondBy string   `json:"respond_by,omitempty"`
	NextVisit string   `json:"next_visit,omitempty"`
}

// Encode returns the event in the JSON format of CloudEvents. Equal events have
// equal bytes.
func (e *Event) Encode() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return nil, fmt.Errorf("encode alert of call %q: %w", e.Subject, err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Parse reads an event of this version; attributes and fields that it does not
// know are left out. An error is permanent.
func Parse(data []byte) (*Event, error) {
	var e Event
	if err := json.Unmarshal(data, &e); err != nil {
		return nil, fmt.Errorf("alert event: %w", err)
	}
	switch {
	case e.SpecVersion != specVersion:
		return nil, fmt.Errorf("alert event: CloudEvents version %q, not %s", e.SpecVersion, specVersion)
	case e.Type != Type:
		return nil, fmt.Errorf("alert event: type %q, this release reads %s", e.Type, Type)
	case e.ID == "" || e.Source == "":
		return nil, errors.New("alert event: no id or no source")
	case e.Time.IsZero():
		return nil, errors.New("alert event: no time")
	case e.Subject == "" || e.Subject != e.Data.CallID:
		return nil, fmt.Errorf("alert event: subject %q about call %q", e.Subject, e.Data.CallID)
	case !Raised(e.Data.Level):
		return nil, fmt.Errorf("alert event: level %q", e.Data.Level)
	}
	return &e, nil
}
