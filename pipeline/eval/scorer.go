package eval

import (
	"maps"
	"slices"

	"huifang/schemas"
)

// Scorer sums scores over calls. It is not safe for concurrent use.
type Scorer struct {
	r Report
}

// Report is the result over all calls added so far.
type Report struct {
	Calls int `json:"calls"`
	// RiskStrict is over (call, turn, code); RiskLenient counts a hit one turn
	// off as half; RiskPerCall is over (call, code).
	RiskStrict  Counts `json:"risk_strict"`
	RiskLenient Counts `json:"risk_lenient"`
	RiskPerCall Counts `json:"risk_per_call"`
	// RiskByCategory is RiskStrict by the first three letters of the code.
	RiskByCategory map[string]Counts `json:"risk_by_category"`
	// HardNegatives is the share that stays silent, by kind.
	HardNegatives map[string]Share `json:"hard_negatives"`
	AlertExact    Share            `json:"alert_exact"`
	AlertNear     Share            `json:"alert_within_one"`
	// AlertMissed is the share of red and orange calls called blue or green.
	AlertMissed Share `json:"alert_missed"`
	// AlertFalse is the share of blue and green calls called red or orange.
	AlertFalse Share `json:"alert_false"`
	Compliance Share `json:"compliance_referral"`
	// AbilityDoubted is the share of calls labelled with arrears, trouble to repay or
	// a request for more time whose ability is doubtful or lacking, AbilityUndoubted
	// that of calls without a label of default or liquidity where it is neither;
	// WillingnessDoubted is the first for evasion and refusal.
	AbilityDoubted     Share             `json:"ability_doubted"`
	AbilityUndoubted   Share             `json:"ability_undoubted"`
	WillingnessDoubted Share             `json:"willingness_doubted"`
	Entities           map[string]Counts `json:"entities"`
	Sentiment          map[string]Counts `json:"sentiment"`
	Phases             Share             `json:"phases"`
	Checklist          Counts            `json:"checklist"`
	// Discrepancies are over (call, field).
	Discrepancies Counts `json:"discrepancies"`
	// PIIRecall is over labelled characters; PIIPrecision over spans found: one
	// that touches a label of any type is right.
	PIIRecall Share `json:"pii_recall"`
	// PIIByType is PIIRecall by the type of the label, whatever type was found.
	PIIByType    map[string]Share `json:"pii_by_type"`
	PIIPrecision Share            `json:"pii_precision"`
}

// scoredEntities are the entity types that labels are complete for.
var scoredEntities = []string{
	schemas.EntityPerson, schemas.EntityOrg, schemas.EntityLoc,
	schemas.EntityMoney, schemas.EntityPercent, schemas.EntityDate,
}

var levels = []string{
	schemas.LevelGreen, schemas.LevelBlue, schemas.LevelYellow, schemas.LevelOrange, schemas.LevelRed,
}

// NewScorer returns an empty Scorer.
func NewScorer() *Scorer {
	return &Scorer{r: Report{
		RiskByCategory: map[string]Counts{},
		HardNegatives:  map[string]Share{},
		Entities:       map[string]Counts{},
		Sentiment:      map[string]Counts{},
		PIIByType:      map[string]Share{},
	}}
}

// Report returns the scores so far.
func (s *Scorer) Report() *Report { return &s.r }

// Add scores one annotated call against its labels.
func (s *Scorer) Add(g *Gold, c *schemas.Call) {
	s.r.Calls++
	s.addRisk(g, c)
	s.addAlert(g, c)
	s.addEntities(g, c)
	s.addSentiment(g, c)
	for i := range c.Turns {
		if want, ok := g.Phases[i]; ok {
			s.r.Phases.note(c.Turns[i].Phase == want)
		}
	}
	s.addChecklist(g, c)
	s.addDiscrepancies(g, c)
	s.addPII(g, c)
	s.addRepayment(g, c)
}

func (s *Scorer) addAlert(g *Gold, c *schemas.Call) {
	s.r.Compliance.note(c.ComplianceReferral == g.ComplianceReferral)
	want := slices.Index(levels, g.ExpectedAlert)
	if want < 0 {
		return
	}
	got := -1
	if c.Alert != nil {
		got = slices.Index(levels, c.Alert.Level)
	}
	s.r.AlertExact.note(got == want)
	s.r.AlertNear.note(got >= 0 && got-want <= 1 && want-got <= 1)
	orange, blue := slices.Index(levels, schemas.LevelOrange), slices.Index(levels, schemas.LevelBlue)
	if want >= orange {
		s.r.AlertMissed.note(got <= blue)
	}
	if want <= blue {
		s.r.AlertFalse.note(got >= orange)
	}
}

func (s *Scorer) addEntities(g *Gold, c *schemas.Call) {
	want, got := map[EntityLabel]bool{}, map[EntityLabel]bool{}
	for _, e := range g.Entities {
		if slices.Contains(scoredEntities, e.Type) {
			want[e] = true
		}
	}
	for i, t := range c.Turns {
		for _, e := range t.Entities {
			if slices.Contains(scoredEntities, e.Type) {
				got[EntityLabel{Turn: i, Type: e.Type, Start: e.Start, End: e.End}] = true
			}
		}
	}
	for _, typ := range scoredEntities {
		sum := s.r.Entities[typ]
		sum.add(setCounts(ofType(want, typ), ofType(got, typ)))
		s.r.Entities[typ] = sum
	}
}

func ofType(set map[EntityLabel]bool, typ string) map[EntityLabel]bool {
	out := map[EntityLabel]bool{}
	for e := range set {
		if e.Type == typ {
			out[e] = true
		}
	}
	return out
}

func (s *Scorer) addSentiment(g *Gold, c *schemas.Call) {
	for turn, want := range g.Sentiment {
		if turn < 0 || turn >= len(c.Turns) {
			continue
		}
		got := schemas.SentimentNeutral
		if m := c.Turns[turn].Sentiment; m != nil {
			got = m.Label
		}
		countLabel(s.r.Sentiment, want, got)
	}
}

func (s *Scorer) addChecklist(g *Gold, c *schemas.Call) {
	want, got := map[string]bool{}, map[string]bool{}
	for _, id := range g.ChecklistCovered {
		want[id] = true
	}
	for _, item := range c.Checklist {
		if item.Covered {
			got[item.ID] = true
		}
	}
	s.r.Checklist.add(setCounts(want, got))
}

func (s *Scorer) addDiscrepancies(g *Gold, c *schemas.Call) {
	want, got := map[string]bool{}, map[string]bool{}
	for _, d := range g.Discrepancies {
		want[d.Field] = true
	}
	for _, d := range c.Discrepancies {
		got[d.Field] = true
	}
	s.r.Discrepancies.add(setCounts(want, got))
}

type position struct{ turn, offset int }

func (s *Scorer) addPII(g *Gold, c *schemas.Call) {
	labelled, found := map[position]string{}, map[position]bool{}
	for _, p := range g.PII {
		for o := p.Start; o < p.End; o++ {
			labelled[position{p.Turn, o}] = p.Type
		}
	}
	for i, t := range c.Turns {
		for _, p := range t.PII {
			touches := false
			for o := p.Start; o < p.End; o++ {
				found[position{i, o}] = true
				touches = touches || labelled[position{i, o}] != ""
			}
			s.r.PIIPrecision.note(touches)
		}
	}
	for p, typ := range labelled {
		s.r.PIIRecall.note(found[p])
		sum := s.r.PIIByType[typ]
		sum.note(found[p])
		s.r.PIIByType[typ] = sum
	}
}

// EntitiesMicro is the micro average over the scored entity types.
func (r *Report) EntitiesMicro() Counts {
	var sum Counts
	for _, c := range r.Entities {
		sum.add(c)
	}
	return sum
}

// SentimentMacro is the mean F1 over the three labels; NaN where one of them
// has neither label nor prediction.
func (r *Report) SentimentMacro() float64 {
	sum := 0.0
	for _, l := range []string{schemas.SentimentNegative, schemas.SentimentNeutral, schemas.SentimentPositive} {
		sum += r.Sentiment[l].F1()
	}
	return sum / 3
}

// HardNegativesSilent is the share over all kinds.
func (r *Report) HardNegativesSilent() Share {
	var sum Share
	for _, s := range r.HardNegatives {
		sum.Hits += s.Hits
		sum.Cases += s.Cases
	}
	return sum
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
