package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Span is a half-open range of Unicode code points into Turn.Text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Token is a word of a turn. On the wire it is [start, end] or [start, end, pos].
type Token struct {
	Start, End int
	// POS is the part of speech in the tag set of the segmenter's dictionary
	// (n, v, nr, eng …), empty where unknown.
	POS string
}

// MarshalJSON writes the compact array form.
func (t Token) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 24)
	b = append(b, '[')
	b = strconv.AppendInt(b, int64(t.Start), 10)
	b = append(b, ',')
	b = strconv.AppendInt(b, int64(t.End), 10)
	if t.POS != "" {
		pos, err := json.Marshal(t.POS)
		if err != nil {
			return nil, err
		}
		b = append(append(b, ','), pos...)
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads the compact array form. It parses by hand: a call has
// hundreds of tokens.
func (t *Token) UnmarshalJSON(b []byte) error {
	inner, ok := bytes.CutPrefix(bytes.TrimSpace(b), []byte("["))
	inner, ok2 := bytes.CutSuffix(inner, []byte("]"))
	parts := bytes.Split(inner, []byte(","))
	if !ok || !ok2 || len(parts) != 2 && len(parts) != 3 {
		return fmt.Errorf("token %s is not [start, end] or [start, end, pos]", b)
	}
	start, err := strconv.Atoi(string(bytes.TrimSpace(parts[0])))
	if err != nil {
		return fmt.Errorf("token %s: start: %w", b, err)
	}
	end, err := strconv.Atoi(string(bytes.TrimSpace(parts[1])))
	if err != nil {
		return fmt.Errorf("token %s: end: %w", b, err)
	}
	*t = Token{Start: start, End: end}
	if len(parts) == 3 {
		if err := json.Unmarshal(parts[2], &t.POS); err != nil {
			return fmt.Errorf("token %s: pos: %w", b, err)
		}
	}
	return nil
}

// Entity types.
const (
	EntityPerson      = "PERSON"
	EntityOrg         = "ORG"
	EntityLoc         = "LOC"
	EntityProject     = "PROJECT"
	EntityMoney       = "MONEY"
	EntityPercent     = "PERCENT"
	EntityDate        = "DATE"
	EntityDuration    = "DURATION"
	EntityCount       = "COUNT"
	EntityPhone       = "PHONE"
	EntityIDCard      = "ID_CARD"
	EntityBankAccount = "BANK_ACCOUNT"
	EntityEmail       = "EMAIL"
	EntityAddress     = "ADDRESS"
)

// Precision of a spoken value.
const (
	PrecisionExact = "exact"
	PrecisionAbout = "about" // 大概, 来, 左右
	PrecisionOver  = "over"  // 多, 出头, 以上
	PrecisionUnder = "under" // 不到, 小, 以内
	PrecisionRange = "range" // 两三百万: Value and High bound it
)

// Entity is a named thing or a value in a turn.
type Entity struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	// Value is the normalised number: MONEY in whole units of Unit, PERCENT in
	// percent, COUNT in pieces, DURATION in units of Unit. Nil for other types.
	Value *float64 `json:"value,omitempty"`
	// High is the upper end where Precision is range.
	High *float64 `json:"high,omitempty"`
	// Unit is a currency code for MONEY (CNY where none is said), "%" for
	// PERCENT, day, week, month, quarter, year, hour, minute or workday for
	// DURATION, the measure word for COUNT.
	Unit      string `json:"unit,omitempty"`
	Precision string `json:"precision,omitempty"`
	// From and To are the first and last day of a DATE, YYYY-MM-DD, resolved
	// against Call.CallDate; empty where that is unknown and needed.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	// Norm is the canonical form of a name or number: digits of a PHONE,
	// ID_CARD or BANK_ACCOUNT, the full name of a known firm.
	Norm string `json:"norm,omitempty"`
	// Form is "title" for 王总-style mentions.
	Form string `json:"form,omitempty"`
	// Ref is shared by all mentions of one person or firm in a call: P1, P2 …,
	// O1, O2 … in the order of their first mention; O0 is the borrower, P0 where a
	// person borrows. Empty for other types.
	Ref string `json:"ref,omitempty"`
	// Pseudonym stands for a person in what is stored: the same for every mention
	// of one person in all calls of a borrower, and telling nothing of the name.
	// Set by mask.
	Pseudonym string `json:"pseudonym,omitempty"`
}

// Kinds of disfluency.
const (
	DisfluencyFiller  = "filler"  // 呃, 那个, um
	DisfluencyRepeat  = "repeat"  // 我们我们厂: the first 我们
	DisfluencyRepair  = "repair"  // 三百不对五百万: 三百不对
	DisfluencyRestart = "restart" // 我们厂里那个, 去年的账: what is given up
)

// Disfluency is a stretch that a listener passes over: taking all of them out
// leaves what the speaker meant to say.
type Disfluency struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Kind  string `json:"kind"`
}

// LangSpan is a stretch of one language within a mixed turn.
type LangSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
	// Lang is zh or en.
	Lang string `json:"lang"`
}

// PIISpan is a stretch of personal data, masked in what is stored. Types are
// NAME, PHONE, ID_CARD, BANK_ACCOUNT, EMAIL, ADDRESS, PLATE, WECHAT (handles of
// any chat), SECRET, USCC (the code of a firm).
type PIISpan struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Sentiment labels.
const (
	SentimentNegative = "neg"
	SentimentNeutral  = "neu"
	SentimentPositive = "pos"
)

// Sentiment is the mood of a customer turn, apart from risk.
type Sentiment struct {
	Label string `json:"label"`
	// Score is -1 (negative) … 1 (positive).
	Score float64 `json:"score"`
	// Abstained tells a neutral turn from one that the analyzer could not judge
	// and therefore calls neutral.
	Abstained bool `json:"abstained,omitempty"`
}

// MoodCourse is how the customer's mood runs through the call.
type MoodCourse struct {
	// Quarters are the mean scores of the customer's turns in each quarter of the
	// call, by the number of turns; nil where the customer says nothing in it.
	Quarters [4]*float64 `json:"quarters"`
	// Trend is the least-squares change of the score from the first turn to the
	// last, -2 … 2; 0 for fewer than three turns.
	Trend float64 `json:"trend"`
}

// Levels of a repayment dimension, best first.
const (
	StanceFirm     = "firm"     // stated or shown without reserve
	StanceDoubtful = "doubtful" // with conditions, evasively, or both ways
	StanceLacking  = "lacking"  // denied
	StanceUnstated = "unstated" // the call does not touch it
)

// Stance is one dimension of repayment as the customer states it in the call.
type Stance struct {
	Level string `json:"level"`
	// Score is -1 (lacking) … 1 (firm); 0 where unstated.
	Score float64 `json:"score"`
	// Turns are the turns that it rests on, in order.
	Turns []int `json:"turns,omitempty"`
}

// Repayment tells apart whether the customer wants to repay and whether he can.
type Repayment struct {
	Willingness Stance `json:"willingness"`
	Ability     Stance `json:"ability"`
}

// Assertion statuses of a signal. Only asserted ones count as fired.
const (
	StatusAsserted     = "asserted"
	StatusNegated      = "negated"
	StatusQuestion     = "question"
	StatusHypothetical = "hypothetical"
	StatusResolved     = "resolved"
	StatusThirdParty   = "third_party"
	// StatusUnclear: the recogniser was not sure of any of the words that say so.
	StatusUnclear = "unclear"
)

// MatchPinyin marks a signal whose words were matched by their sound.
const MatchPinyin = "pinyin"

// Signal is one risk code found on one turn.
type Signal struct {
	Code string `json:"code"`
	// Severity is 1 (hint) … 5 (grave), after overrides.
	Severity int    `json:"severity"`
	Status   string `json:"status"`
	// Confidence is 0…1.
	Confidence float64 `json:"confidence"`
	// Start and End are the evidence in this turn.
	Start int `json:"start"`
	End   int `json:"end"`
	// Rule names what fired, as "FIN05/2" or "model"; Reason says why the
	// status is what it is, in a word or two.
	Rule   string `json:"rule,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Match is pinyin where the words only sound like those of the rule, empty
	// where they are the same.
	Match string `json:"match,omitempty"`
	// Question is the index of the agent's turn that this one answers, where
	// the signal rests on both.
	Question *int `json:"question,omitempty"`
}

// Keyword is a term that sets the call apart from ordinary calls.
type Keyword struct {
	Term  string  `json:"term"`
	Score float64 `json:"score"`
	// LogRatio is the binary logarithm of how many times more often the call uses
	// the term than ordinary calls do.
	LogRatio float64 `json:"log_ratio,omitempty"`
	Count    int     `json:"count,omitempty"`
}

// Fact is a statement about the loan, made by the customer, under the
// taxonomy's fact key (revenue, employees, completion_date …).
type Fact struct {
	Key   string   `json:"key"`
	Turn  int      `json:"turn"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Text  string   `json:"text"`
	Value *float64 `json:"value,omitempty"`
	High  *float64 `json:"high,omitempty"`
	Unit  string   `json:"unit,omitempty"`
	// From and To are days, YYYY-MM-DD, where the fact is a date.
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	// Period is the stretch of time that a figure is about, as 2026, 2026H1,
	// 2026Q3, 2026-09 or 2026-01..2026-09; empty where unsaid.
	Period    string `json:"period,omitempty"`
	Precision string `json:"precision,omitempty"`
}

// ChecklistItem is one point that the agent has to cover.
type ChecklistItem struct {
	ID      string `json:"id"`
	Covered bool   `json:"covered"`
	// Mandatory is as the checklist has it for this kind of loan.
	Mandatory bool `json:"mandatory"`
	// Turn is the first turn of evidence; nil where not covered.
	Turn *int `json:"turn,omitempty"`
}

// Severities of a discrepancy, lowest first.
const (
	DiscrepancyMinor    = "minor"
	DiscrepancyModerate = "moderate"
	DiscrepancyMajor    = "major"
	DiscrepancyCritical = "critical"
)

// Discrepancy is what the customer says against what the bank has on file.
type Discrepancy struct {
	Turn     int    `json:"turn"`
	Field    string `json:"field"`
	Severity string `json:"severity"`
	OnFile   string `json:"on_file,omitempty"`
	Stated   string `json:"stated,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// Alert levels, highest first.
const (
	LevelRed    = "red"
	LevelOrange = "orange"
	LevelYellow = "yellow"
	LevelBlue   = "blue"
	LevelGreen  = "green"
)

// Alert is the call's level and why.
type Alert struct {
	Level string `json:"level"`
	// Reasons name the steps of the alert policy that decided, in its words.
	Reasons []string `json:"reasons,omitempty"`
	// Evidence lists what the level rests on, gravest first.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Evidence is one sentence that an alert rests on.
type Evidence struct {
	Turn int `json:"turn"`
	// Code is a risk code, or the field of a discrepancy.
	Code     string `json:"code"`
	Severity int    `json:"severity"`
}

// FollowUp is what to do next.
type FollowUp struct {
	// Priority is immediate, soon, watch or routine.
	Priority string `json:"priority"`
	// Actions are action ids of the taxonomy, most urgent first.
	Actions []string `json:"actions,omitempty"`
	// RespondBy and NextVisit are days, YYYY-MM-DD; empty where the call has no
	// date.
	RespondBy string `json:"respond_by,omitempty"`
	NextVisit string `json:"next_visit,omitempty"`
}

// Analysis names what made the annotations. Two analyses with equal Analysis
// of equal input are equal.
type Analysis struct {
	// Stages maps the name of each stage that ran to its version.
	Stages map[string]string `json:"stages"`
	// Rules is the version of the risk rule set.
	Rules string `json:"rules,omitempty"`
	// Masked is true once personal data has been masked in the texts.
	Masked bool `json:"masked,omitempty"`
}
