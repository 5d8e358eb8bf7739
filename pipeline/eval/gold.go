package eval

import (
	"encoding/json"
	"fmt"
)

// Gold holds the labels of one call. Turns are indices, spans are code points.
type Gold struct {
	RiskTurns         []RiskLabel        `json:"risk_turns"`
	OptionalRiskTurns []RiskLabel        `json:"optional_risk_turns"`
	HardNegatives     []HardNegative     `json:"hard_negatives"`
	Entities          []EntityLabel      `json:"entities"`
	Sentiment         map[int]string     `json:"sentiment"`
	Phases            map[int]int        `json:"phases"`
	ChecklistCovered  []string           `json:"checklist_covered"`
	Discrepancies     []DiscrepancyLabel `json:"discrepancies"`
	PII               []EntityLabel      `json:"pii"`
	ExpectedAlert     string             `json:"expected_alert"`
	// ComplianceReferral is true where the agent's conduct needs a look.
	ComplianceReferral bool `json:"compliance_referral"`
}

// RiskLabel says that Code must be asserted on Turn.
type RiskLabel struct {
	Turn     int    `json:"turn"`
	Code     string `json:"code"`
	Severity int    `json:"severity"`
}

// HardNegative says that Code must not be asserted on Turn, and what tempts.
type HardNegative struct {
	Turn int    `json:"turn"`
	Code string `json:"code"`
	Kind string `json:"kind"`
}

// EntityLabel is a labelled span; it serves for personal data as well.
type EntityLabel struct {
	Turn  int    `json:"turn"`
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// DiscrepancyLabel is a labelled difference to the loan file.
type DiscrepancyLabel struct {
	Turn     int    `json:"turn"`
	Field    string `json:"field"`
	Severity string `json:"severity"`
}

// ParseGold reads the labels out of a labelled call's JSON; nil where it has
// none.
func ParseGold(data []byte) (*Gold, error) {
	var labelled struct {
		ID   string `json:"id"`
		Gold *Gold  `json:"gold"`
	}
	if err := json.Unmarshal(data, &labelled); err != nil {
		return nil, fmt.Errorf("labels: %w", err)
	}
	return labelled.Gold, nil
}
