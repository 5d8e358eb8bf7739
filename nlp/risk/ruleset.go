package risk

import "huifang/nlp/risk/assertion"

// RuleSet is everything that a risk officer can change without Go. It is
// immutable once loaded and safe for concurrent use.
type RuleSet struct {
	// Version is the declared version and a hash of all files, as
	// "1.0+5f3a09c1": equal versions, equal behaviour.
	Version string
	// Categories are in the order of their ids; Signals in the order of their
	// codes.
	Categories []Category
	Signals    []SignalDef
	// Classes are the named word classes that patterns use.
	Classes map[string]string
	// Assertion holds the cues of assertion status by kind, see package
	// assertion.
	Assertion map[string][]Pattern

	Phases         []PhaseDef
	Checklist      []ChecklistDef
	Facts          []FactDef
	Discrepancy    DiscrepancyPolicy
	Alerts         AlertPolicy
	FollowUp       FollowUpPolicy
	Actions        []ActionDef
	Conduct        []ConductCheck
	Classification []ClassificationFloor
	Fusion         FusionPolicy
	Sources        []Source

	byCode   map[string]int
	compiled *compiled
}

// Signal returns the definition of a code.
func (rs *RuleSet) Signal(code string) (*SignalDef, bool) {
	i, ok := rs.byCode[code]
	if !ok {
		return nil, false
	}
	return &rs.Signals[i], true
}

// Judge tells what a speaker does with a statement, by the words of Assertion.
func (rs *RuleSet) Judge() *assertion.Judge { return rs.compiled.judge }

// Action returns the definition of an action.
func (rs *RuleSet) Action(id string) (ActionDef, bool) {
	for _, a := range rs.Actions {
		if a.ID == id {
			return a, true
		}
	}
	return ActionDef{}, false
}

// Name is a name in both languages.
type Name struct {
	ZH string `yaml:"zh"`
	EN string `yaml:"en"`
}

// Category groups signals; its ID is the first three letters of their codes.
type Category struct {
	ID   string `yaml:"id"`
	Name Name   `yaml:"name"`
}

// Who can give rise to a signal.
const (
	// ScopeCustomer: only what the customer says or confirms.
	ScopeCustomer = "customer"
	// ScopeAgent: conduct of the bank's own staff, on the agent's turns.
	ScopeAgent = "agent"
)

// SignalDef is one risk code: what it means and what it looks like.
type SignalDef struct {
	Code       string `yaml:"code"`
	Name       Name   `yaml:"name"`
	Definition string `yaml:"definition"`
	// Severity is 1…5 before overrides.
	Severity int    `yaml:"severity"`
	Scope    string `yaml:"scope"`
	// Sources are references of the form SOURCE.article.
	Sources []string `yaml:"sources"`
	// Actions are ids of suggested actions.
	Actions []string `yaml:"actions"`

	// Certain are patterns that can mean nothing else, whatever the Scorer makes
	// of the turn: plain, central statements. The Scorer judges a turn as a whole
	// and knows little of short ones and of one clause among many.
	Certain []Pattern `yaml:"certain"`
	// States are patterns that stand for the signal by themselves unless the
	// Scorer holds it for all but impossible. In a question of the agent they and
	// Certain make an affirmative answer fire.
	States []Pattern `yaml:"states"`
	// Hints are patterns that need support from the Scorer.
	Hints []Pattern `yaml:"hints"`
	// Asks are questions of the agent to which a bare yes is the signal; Duties
	// those to which a bare no is it (has it been paid, renewed, reported?).
	Asks   []Pattern `yaml:"asks"`
	Duties []Pattern `yaml:"duties"`
	// Topics are questions of the agent after which a Replies pattern, which
	// would mean nothing alone, is the signal.
	Topics  []Pattern `yaml:"topics"`
	Replies []Pattern `yaml:"replies"`
	// Request means that asking is the signal itself, so that a question of the
	// customer does not keep it from firing; Others that it concerns somebody
	// else by nature (a guarantor, a key customer, the trade).
	Request bool `yaml:"request"`
	Others  bool `yaml:"others"`
	// YieldsTo are more specific codes: where one of them fires on the same turn
	// this one does not.
	YieldsTo []string `yaml:"yields_to"`
	// Compare is nil where two amounts do not make the signal.
	Compare *Comparison `yaml:"compare"`
	// Unless are patterns that keep the code from firing on their turn.
	Unless []Pattern `yaml:"unless"`

	// Examples must fire and NearMisses must not, on a turn of the speaker that
	// Scope names. "question => answer" gives the turn before.
	Examples   []string `yaml:"examples"`
	NearMisses []string `yaml:"near_misses"`
}

// Category returns the id of the signal's category.
func (s *SignalDef) Category() string { return s.Code[:3] }

// ActionDef is something that a signal can ask for.
type ActionDef struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
}

// Source is a text that definitions rest on. Verification is read, partly_read,
// listed or recalled; what is recalled must be compared before it is cited.
type Source struct {
	ID           string `yaml:"id"`
	Title        string `yaml:"title"`
	Verification string `yaml:"verification"`
}
