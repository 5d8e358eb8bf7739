package assess

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v4"

	"huifang/nlp/risk"
)

//go:embed policy.yaml
var policyYAML []byte

// policy is what the rule set leaves open, see policy.yaml.
type policy struct {
	DiscrepancyActions map[string][]string `yaml:"discrepancy_actions"`
	ReferralActions    []string            `yaml:"referral_actions"`
	Visits             struct {
		Normal     []string
		Watch      []string
		Distressed []string
	}
}

// loadPolicy reads the policy and checks that it names actions and levels of rs.
func loadPolicy(data []byte, rs *risk.RuleSet) (*policy, error) {
	p := new(policy)
	if err := yaml.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("assessment policy: %w", err)
	}
	actions := slices.Clone(p.ReferralActions)
	for _, severity := range slices.Sorted(maps.Keys(p.DiscrepancyActions)) {
		if severityRank(severity) < 0 {
			return nil, fmt.Errorf("assessment policy: %q is no severity of a discrepancy", severity)
		}
		actions = append(actions, p.DiscrepancyActions[severity]...)
	}
	for _, id := range actions {
		if _, ok := rs.Action(id); !ok {
			return nil, fmt.Errorf("assessment policy: %q is no action of the rule set", id)
		}
	}
	for _, level := range slices.Concat(p.Visits.Normal, p.Visits.Watch, p.Visits.Distressed) {
		if !slices.ContainsFunc(rs.Alerts.Levels, func(l risk.AlertLevel) bool { return l.ID == level }) {
			return nil, fmt.Errorf("assessment policy: %q is no level of the rule set", level)
		}
	}
	return p, nil
}
