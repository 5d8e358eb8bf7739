package schemas

// Version is the wire version that Encode writes. A reader takes this version
// and every earlier one; a later one is refused with ErrNewerVersion.
const Version = 1

// Call is one visit call: what the bank knew before it, what was said, and what
// the stages found. The zero value of every annotation field means "not
// annotated"; an annotated call with nothing found has empty, non-nil slices
// where the difference matters (see Analysis).
type Call struct {
	// Schema is the wire version; 0 in input stands for 1, since native call
	// JSON written by hand carries none.
	Schema int `json:"schema,omitempty"`

	// ID names the call for good: the same recording read again must yield the
	// same ID. It is the key of everything that is stored.
	ID string `json:"id"`
	// Lang is zh, en or mixed: as supplied, or set by the segment stage.
	Lang string `json:"lang,omitempty"`
	// Channel is how the talk was held: phone, onsite or video.
	Channel string `json:"channel,omitempty"`
	// CallDate is the local date of the call, YYYY-MM-DD; relative dates in the
	// talk resolve against it. Empty when the source does not say: it is never
	// guessed.
	CallDate string `json:"call_date,omitempty"`
	// StartedAt is the start of the call, RFC 3339 with an offset.
	StartedAt string `json:"started_at,omitempty"`

	BorrowerID string `json:"borrower_id,omitempty"`
	LoanID     string `json:"loan_id,omitempty"`
	AgentID    string `json:"agent_id,omitempty"`
	Branch     string `json:"branch,omitempty"`
	Industry   string `json:"industry,omitempty"`
	Region     string `json:"region,omitempty"`
	// Recording is a path or URI of the audio.
	Recording string `json:"recording,omitempty"`
	// DurationMS is the length of the recording in milliseconds, where known.
	DurationMS int64 `json:"duration_ms,omitempty"`

	LoanFile LoanFile `json:"loan_file,omitempty"`
	// Source tells where the call was read from.
	Source *Source `json:"source,omitempty"`
	// Roles tells how the turns got their roles.
	Roles *RoleAssignment `json:"roles,omitempty"`
	Turns []Turn          `json:"turns"`

	Keywords           []Keyword       `json:"keywords,omitempty"`
	Mood               *MoodCourse     `json:"mood,omitempty"`
	Repayment          *Repayment      `json:"repayment,omitempty"`
	Facts              []Fact          `json:"facts,omitempty"`
	Checklist          []ChecklistItem `json:"checklist,omitempty"`
	Discrepancies      []Discrepancy   `json:"discrepancies,omitempty"`
	Alert              *Alert          `json:"alert,omitempty"`
	FollowUp           *FollowUp       `json:"follow_up,omitempty"`
	ComplianceReferral bool            `json:"compliance_referral"`
	// Analysis names the versions that made the annotations; nil before the
	// first stage.
	Analysis *Analysis `json:"analysis,omitempty"`
}

// BorrowerKey is what calls are kept together by, on topics and on shards: the
// borrower's id, else the borrower's name, else the call's own id.
func BorrowerKey(borrowerID, borrower, callID string) string {
	switch {
	case borrowerID != "":
		return borrowerID
	case borrower != "":
		return borrower
	default:
		return callID
	}
}

// Source is the origin of a call: enough to find the input again.
type Source struct {
	// Format is the transcript format as `huifang convert --format` names it.
	Format string `json:"format"`
	// File is the path as given, Position the place in it: "line 3", "call 7",
	// empty where the file holds one call.
	File     string `json:"file,omitempty"`
	Position string `json:"position,omitempty"`
	// SHA256 is the hash in hex of the bytes that the call was read from. The
	// same bytes need no second analysis.
	SHA256 string `json:"sha256,omitempty"`
	// Notes lists what the reader had to repair or could not use, in words.
	Notes []string `json:"notes,omitempty"`
}

// Ways in which turns get their roles, best first.
const (
	RolesNative   = "native"   // the input is call JSON and states them
	RolesRule     = "rule"     // --agent-channel or --roles
	RolesVendor   = "vendor"   // a field of the vendor's format states them
	RolesInferred = "inferred" // from the talk
	RolesUnknown  = "unknown"  // one speaker, or nothing to tell by
)

// RoleAssignment says how roles were found and how sure that is.
type RoleAssignment struct {
	Method string `json:"method"`
	// Confidence is 0…1; 1 for native, rule and vendor.
	Confidence float64 `json:"confidence"`
}

// Roles of a turn.
const (
	RoleAgent    = "agent"    // the bank's side
	RoleCustomer = "customer" // the borrower's side
	RoleUnknown  = "unknown"
)

// Turn is one speaker holding the floor.
type Turn struct {
	// Idx counts from 0 in the order of Turns.
	Idx  int    `json:"idx"`
	Role string `json:"role"`
	// Speaker is the label that the source used, such as "spk_0".
	Speaker string `json:"speaker,omitempty"`
	// Channel is the leg of the recording, from 0; nil where the source has none.
	Channel *int `json:"channel,omitempty"`
	// StartMS and EndMS are milliseconds from the start of the recording; nil
	// where the source has no times. Turns of two speakers may overlap.
	StartMS *int64 `json:"start_ms,omitempty"`
	EndMS   *int64 `json:"end_ms,omitempty"`
	Text    string `json:"text"`
	// Confidence is the recogniser's, 0…1; nil where it gives none (0 is a value).
	Confidence *float64 `json:"confidence,omitempty"`
	// Emotion is a tag that the recogniser supplied, upper case, such as ANGRY.
	Emotion string `json:"emotion,omitempty"`
	Words   []Word `json:"words,omitempty"`

	// Lang is zh, en or mixed, set by segment.
	Lang string `json:"lang_detected,omitempty"`
	// LangSpans are the languages of a mixed turn in order, covering all of it;
	// nil where the turn is of one language.
	LangSpans []LangSpan `json:"lang_spans,omitempty"`
	// Disfluencies are sorted by Start and do not overlap.
	Disfluencies []Disfluency `json:"disfluencies,omitempty"`
	// Tokens are the words of Text in order; white space and punctuation belong
	// to tokens of their own or to none.
	Tokens []Token `json:"tokens,omitempty"`
	// Phase is 1 opening, 2 verification, 3 risk assessment, 4 next steps.
	Phase     int        `json:"phase,omitempty"`
	Sentiment *Sentiment `json:"sentiment,omitempty"`
	Entities  []Entity   `json:"entities,omitempty"`
	PII       []PIISpan  `json:"pii,omitempty"`
	Signals   []Signal   `json:"signals,omitempty"`
}

// Word is a recogniser's word with its own times and confidence. Words need not
// join up to Text: recognisers drop or add punctuation there.
type Word struct {
	Text       string   `json:"text"`
	StartMS    *int64   `json:"start_ms,omitempty"`
	EndMS      *int64   `json:"end_ms,omitempty"`
	Confidence *float64 `json:"confidence,omitempty"`
}
