package alert

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"huifang/pipeline/evidence"
	"huifang/schemas"
)

// Meta is what an event says that its call does not.
type Meta struct {
	// Entered is when the call was put in; required.
	Entered time.Time
	// Backload says that the call came by the back-load lane.
	Backload bool
}

// Levels lists the levels that are worth an event, highest first: all above
// green, as in the view huifang.alerts.
func Levels() []string {
	return []string{schemas.LevelRed, schemas.LevelOrange, schemas.LevelYellow, schemas.LevelBlue}
}

// Raised says whether level is worth an event.
func Raised(level string) bool { return slices.Contains(Levels(), level) }

// Raise returns the event of a call that all stages have annotated; nil where
// the call is not worth one. A call whose personal data is not masked is
// refused, as is one whose alert does not hold together. It is a pure function.
func Raise(c *schemas.Call, m Meta) (*Event, error) {
	switch {
	case c.Analysis == nil || !c.Analysis.Masked:
		return nil, fmt.Errorf("call %q: no alert may be raised before personal data is masked", c.ID)
	case c.Alert == nil:
		return nil, fmt.Errorf("call %q has no alert level", c.ID)
	case c.Alert.Level == schemas.LevelGreen:
		return nil, nil
	case !Raised(c.Alert.Level):
		return nil, fmt.Errorf("call %q has alert level %q", c.ID, c.Alert.Level)
	case m.Entered.IsZero():
		return nil, errors.New("alert without the time at which its call was put in")
	}
	items, err := evidence.Explain(c)
	if err != nil {
		return nil, fmt.Errorf("call %q: %w", c.ID, err)
	}
	return &Event{
		SpecVersion: specVersion, ID: decisionID(c), Source: Source, Type: Type,
		Subject: c.ID, Time: m.Entered.UTC(),
		DataContentType: dataContentType, DataSchema: DataSchema,
		Data: decision(c, items, m.Backload),
	}, nil
}

func decision(c *schemas.Call, items []evidence.Item, backload bool) Decision {
	d := Decision{
		CallID: c.ID, CallDate: c.CallDate, StartedAt: c.StartedAt,
		Borrower: c.LoanFile.Borrower(), BorrowerID: c.BorrowerID, LoanID: c.LoanID,
		AgentID: c.AgentID, Branch: c.Branch, Industry: c.Industry, Region: c.Region,
		Level: c.Alert.Level, Reasons: append([]string{}, c.Alert.Reasons...),
		Evidence:           make([]Evidence, len(items)),
		ComplianceReferral: c.ComplianceReferral,
		Backload:           backload,
		Rules:              c.Analysis.Rules, Stages: c.Analysis.Stages,
	}
	for i := range items {
		d.Evidence[i] = newEvidence(&items[i])
	}
	if f := c.FollowUp; f != nil {
		d.FollowUp = &FollowUp{
			Priority: f.Priority, Actions: append([]string{}, f.Actions...),
			RespondBy: f.RespondBy, NextVisit: f.NextVisit,
		}
	}
	return d
}

func newEvidence(i *evidence.Item) Evidence {
	e := Evidence{
		Code: i.Code, Severity: i.Severity, Turn: i.Turn, StartMS: i.In.StartMS,
		Role: i.In.Role, Speaker: i.In.Speaker, Sentence: i.Sentence, Rule: i.Rule(),
	}
	if i.Signal != nil {
		e.Confidence = &i.Signal.Confidence
	}
	return e
}

// decided is what makes one decision another. Versions, sentences, severities
// and the order of the evidence do not: new rules that come to the same decision
// raise no new alert. Its JSON is hashed, so that a change here gives every
// decision a new id.
type decided struct {
	Call     string            `json:"call"`
	Level    string            `json:"level"`
	Evidence []place           `json:"evidence"`
	Referral bool              `json:"referral"`
	FollowUp *schemas.FollowUp `json:"follow_up"`
}

// place is evidence without what may differ.
type place struct {
	Turn int    `json:"turn"`
	Code string `json:"code"`
}

// decisionID hashes what was decided: 128 bits in hex.
func decisionID(c *schemas.Call) string {
	d := decided{Call: c.ID, Level: c.Alert.Level, Referral: c.ComplianceReferral, FollowUp: c.FollowUp}
	for _, e := range c.Alert.Evidence {
		d.Evidence = append(d.Evidence, place{e.Turn, e.Code})
	}
	slices.SortFunc(d.Evidence, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.Turn, b.Turn), cmp.Compare(a.Code, b.Code))
	})
	d.Evidence = slices.Compact(d.Evidence)
	data, err := json.Marshal(d)
	if err != nil {
		panic("alert: strings, numbers and booleans do not encode: " + err.Error())
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
