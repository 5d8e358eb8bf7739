package risk

// PhaseDef is one phase of a call with phrases typical of it.
type PhaseDef struct {
	ID       int      `yaml:"id"`
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Agent    []string `yaml:"agent"`
	Customer []string `yaml:"customer"`
}

// When a checklist item must be covered.
const (
	MandatoryAlways  = "always"
	MandatoryProject = "project_loan"
	MandatoryNever   = "never"
)

// ChecklistDef is one point that an agent has to cover.
type ChecklistDef struct {
	ID        string `yaml:"id"`
	Name      string `yaml:"name"`
	Mandatory string `yaml:"mandatory"`
	// Basis names the regulation behind it, empty where it is practice.
	Basis    string   `yaml:"basis"`
	Agent    []string `yaml:"agent"`
	Customer []string `yaml:"customer"`
}

// How two values of a fact are compared.
const (
	FactAmount  = "amount"  // by relative deviation in percent
	FactCount   = "count"   // by relative deviation in percent
	FactPercent = "percent" // by percentage points
	FactDate    = "date"    // by months
	FactState   = "state"   // by meaning
	FactText    = "text"    // by meaning
)

// Which departures of a fact count.
const (
	DirectionAny  = "any"
	DirectionUp   = "up"
	DirectionDown = "down"
)

// FactDef is something that a customer can state about the loan.
type FactDef struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	// Unit is CNY or %, empty otherwise.
	Unit      string `yaml:"unit"`
	Direction string `yaml:"direction"`
	// Minimum is the smallest absolute deviation that counts, in Unit.
	Minimum float64 `yaml:"minimum"`
	// Bands are in rising order; the last whose Over is exceeded decides.
	Bands []Band `yaml:"bands"`
	// Rule says the same in words, with what bands cannot express.
	Rule string `yaml:"rule"`
}

// Band gives the severity of a deviation greater than Over: percent for amounts
// and counts, points for percents, months for dates; 0 for any other difference.
type Band struct {
	Over     float64 `yaml:"over"`
	Severity string  `yaml:"severity"`
}

// DiscrepancyPolicy holds tolerances that concern every fact.
type DiscrepancyPolicy struct {
	AboutPercent        float64 `yaml:"about_percent"`
	SpendingAheadPoints float64 `yaml:"spending_ahead_points"`
}

// AlertPolicy decides the level of a call.
type AlertPolicy struct {
	Levels        []AlertLevel      `yaml:"levels"`
	Steps         []AlertStep       `yaml:"steps"`
	Discrepancies []DiscrepancyStep `yaml:"discrepancies"`
	// Conduct are codes that do not count and refer the call to compliance.
	Conduct   []string   `yaml:"conduct"`
	Overrides []Override `yaml:"overrides"`
}

// AlertLevel is one colour, highest first in AlertPolicy.Levels.
type AlertLevel struct {
	ID       string `yaml:"id"`
	Name     string `yaml:"name"`
	Meaning  string `yaml:"meaning"`
	Response string `yaml:"response"`
	// RespondDays is the time to respond, in working days if Workdays; 0 where
	// the next regular visit will do.
	RespondDays int  `yaml:"respond_days"`
	Workdays    bool `yaml:"workdays"`
}

// AlertStep holds where at least Count different codes of at least Severity,
// out of at least Categories categories, are asserted.
type AlertStep struct {
	Level      string `yaml:"level"`
	Severity   int    `yaml:"severity"`
	Count      int    `yaml:"count"`
	Categories int    `yaml:"categories"`
	Reason     string `yaml:"reason"`
}

// DiscrepancyStep lifts the call to Level where a discrepancy of Severity exists.
type DiscrepancyStep struct {
	Severity string `yaml:"severity"`
	Level    string `yaml:"level"`
	Reason   string `yaml:"reason"`
}

// Override raises a code's severity on a turn that meets one of its conditions;
// zero conditions are not tested.
type Override struct {
	Code     string `yaml:"code"`
	Severity int    `yaml:"severity"`
	Reason   string `yaml:"reason"`
	// Patterns over the turn's text.
	Patterns []Pattern `yaml:"patterns"`
	// PercentAtLeast, MonthsAtLeast and DaysOver over the turn's values.
	PercentAtLeast float64 `yaml:"percent_at_least"`
	MonthsAtLeast  float64 `yaml:"months_at_least"`
	DaysOver       float64 `yaml:"days_over"`
	// BalanceShare is the least share of the loan's balance that an amount of
	// the turn makes up, 0…1.
	BalanceShare float64 `yaml:"balance_share"`
}

// FollowUpPolicy decides what happens after the call.
type FollowUpPolicy struct {
	// Priorities are tested in order; the first that holds decides.
	Priorities []Priority `yaml:"priorities"`
	// Frequency is in falling order of AtLeast.
	Frequency      []Frequency `yaml:"frequency"`
	FirstCheckDays int         `yaml:"first_check_days"`
	// Triggers are events that call for a visit, in words.
	Triggers []string `yaml:"triggers"`
}

// Priority holds where the call has one of Levels, or an asserted signal of one
// of Categories or Codes.
type Priority struct {
	ID         string   `yaml:"id"`
	Levels     []string `yaml:"levels"`
	Categories []string `yaml:"categories"`
	Codes      []string `yaml:"codes"`
	Meaning    string   `yaml:"meaning"`
}

// Frequency is the number of days between visits for loans of at least AtLeast
// CNY: Normal for blue and green, Watch for yellow and orange, Distressed for red.
type Frequency struct {
	AtLeast        float64 `yaml:"at_least"`
	NormalDays     int     `yaml:"normal_days"`
	WatchDays      int     `yaml:"watch_days"`
	DistressedDays int     `yaml:"distressed_days"`
	Meaning        string  `yaml:"meaning"`
}

// ConductCheck is something an agent must not do; Code is set where it is a
// risk code as well.
type ConductCheck struct {
	Check    string `yaml:"check"`
	Severity int    `yaml:"severity"`
	Code     string `yaml:"code"`
}

// ClassificationFloor is the best loan class that a state of affairs allows.
type ClassificationFloor struct {
	When   string `yaml:"when"`
	Floor  string `yaml:"floor"`
	Source string `yaml:"source"`
}

// FusionPolicy weighs patterns against the Scorer's probabilities: each field is
// the probability, 0…1, from which on something fires.
type FusionPolicy struct {
	// Alone is for a code without a pattern, Assured for the same, and for a
	// reply pattern, on a turn that begins with a denial or says that all is well.
	Alone   float32 `yaml:"alone"`
	Assured float32 `yaml:"assured"`
	// State, Hint and Reply are for patterns of these lists; Answer is for a yes
	// to a question about the code. A no to a duty needs no probability.
	State  float32 `yaml:"state"`
	Hint   float32 `yaml:"hint"`
	Reply  float32 `yaml:"reply"`
	Answer float32 `yaml:"answer"`
	// Asked is for a pattern in a question of the customer, many of which are
	// rhetorical; Overrule for one with any other status that is not asserted.
	Asked    float32 `yaml:"asked"`
	Overrule float32 `yaml:"overrule"`
}
