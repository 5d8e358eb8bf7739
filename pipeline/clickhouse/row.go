package clickhouse

import (
	"fmt"

	"huifang/nlp/keyword"
	"huifang/pipeline/evidence"
	"huifang/schemas"
)

// row is a call on its way into the table: what several columns share, flat.
type row struct {
	call    *schemas.Call
	version uint64
	// deleted is set on a row that only takes an older one away.
	deleted         bool
	analysisVersion string
	source          schemas.Source
	analysis        schemas.Analysis

	level    string
	reasons  []string
	severity uint8
	asserted uint32

	disfluencies []disfluencyRow
	langSpans    []langSpanRow
	entities     []entityRow
	terms        []keyword.TermCount
	signals      []signalRow
	facts        []factRow
	evidence     []evidence.Item
}

type disfluencyRow struct {
	*schemas.Disfluency
	turn int
}

type langSpanRow struct {
	*schemas.LangSpan
	turn int
}

type entityRow struct {
	*schemas.Entity
	turn int
	text string
}

type signalRow struct {
	*schemas.Signal
	turn     *schemas.Turn
	sentence string
}

type factRow struct {
	*schemas.Fact
	text string
}

// gather flattens the annotations. It returns an error for one that points
// outside the call or has a value that its column cannot take: stored, it would
// be wrong in silence.
func (r *row) gather() error {
	for i := range r.call.Turns {
		t := &r.call.Turns[i]
		if t.Phase < 0 || t.Phase > 255 {
			return fmt.Errorf("turn %d has phase %d", i, t.Phase)
		}
		for j := range t.Entities {
			e := &t.Entities[j]
			if err := checkSpan(i, e.Start, e.End); err != nil {
				return err
			}
			r.entities = append(r.entities, entityRow{e, i, evidence.Cut(t.Text, e.Start, e.End)})
		}
		if err := r.gatherSpans(i, t); err != nil {
			return err
		}
		if err := r.gatherSignals(t); err != nil {
			return err
		}
	}
	for i := range r.call.Facts {
		f := &r.call.Facts[i]
		t, err := r.turn(f.Turn)
		if err != nil {
			return fmt.Errorf("fact %s: %w", f.Key, err)
		}
		if err := checkSpan(f.Turn, f.Start, f.End); err != nil {
			return err
		}
		r.facts = append(r.facts, factRow{f, evidence.Cut(t.Text, f.Start, f.End)})
	}
	for i := range r.call.Discrepancies {
		d := &r.call.Discrepancies[i]
		if _, err := r.turn(d.Turn); err != nil {
			return fmt.Errorf("discrepancy of %s: %w", d.Field, err)
		}
		switch d.Severity {
		case schemas.DiscrepancyMinor, schemas.DiscrepancyModerate, schemas.DiscrepancyMajor, schemas.DiscrepancyCritical:
		default:
			return fmt.Errorf("discrepancy of %s has severity %q", d.Field, d.Severity)
		}
	}
	for i := range r.call.Checklist {
		if c := &r.call.Checklist[i]; c.Turn != nil {
			if _, err := r.turn(*c.Turn); err != nil {
				return fmt.Errorf("checklist item %s: %w", c.ID, err)
			}
		}
	}
	if err := r.checkRepayment(); err != nil {
		return err
	}
	return r.gatherAlert()
}

// gatherSpans flattens what a turn has of disfluencies and languages.
func (r *row) gatherSpans(turn int, t *schemas.Turn) error {
	for i := range t.Disfluencies {
		d := &t.Disfluencies[i]
		if err := checkSpan(turn, d.Start, d.End); err != nil {
			return err
		}
		r.disfluencies = append(r.disfluencies, disfluencyRow{d, turn})
	}
	for i := range t.LangSpans {
		l := &t.LangSpans[i]
		if err := checkSpan(turn, l.Start, l.End); err != nil {
			return err
		}
		r.langSpans = append(r.langSpans, langSpanRow{l, turn})
	}
	return nil
}

func (r *row) checkRepayment() error {
	if r.call.Repayment == nil {
		return nil
	}
	for _, s := range []*schemas.Stance{&r.call.Repayment.Willingness, &r.call.Repayment.Ability} {
		switch s.Level {
		case schemas.StanceFirm, schemas.StanceDoubtful, schemas.StanceLacking, schemas.StanceUnstated:
		default:
			return fmt.Errorf("repayment has level %q", s.Level)
		}
		for _, i := range s.Turns {
			if _, err := r.turn(i); err != nil {
				return fmt.Errorf("repayment: %w", err)
			}
		}
	}
	return nil
}

func (r *row) gatherSignals(t *schemas.Turn) error {
	for i := range t.Signals {
		s := &t.Signals[i]
		if err := checkSpan(t.Idx, s.Start, s.End); err != nil {
			return err
		}
		if s.Severity < 0 || s.Severity > 5 {
			return fmt.Errorf("signal %s has severity %d", s.Code, s.Severity)
		}
		if s.Question != nil {
			if _, err := r.turn(*s.Question); err != nil {
				return fmt.Errorf("question of signal %s: %w", s.Code, err)
			}
		}
		r.signals = append(r.signals, signalRow{s, t, evidence.Sentence(t.Text, s.Start, s.End)})
		if s.Status == schemas.StatusAsserted {
			r.asserted++
			r.severity = max(r.severity, uint8(s.Severity))
		}
	}
	return nil
}

func (r *row) gatherAlert() error {
	a := r.call.Alert
	if a == nil {
		return nil
	}
	switch a.Level {
	case schemas.LevelRed, schemas.LevelOrange, schemas.LevelYellow, schemas.LevelBlue, schemas.LevelGreen:
	default:
		return fmt.Errorf("alert has level %q", a.Level)
	}
	r.level, r.reasons = a.Level, a.Reasons
	for i := range a.Evidence {
		if e := &a.Evidence[i]; e.Severity < 0 || e.Severity > 5 {
			return fmt.Errorf("evidence %s has severity %d", e.Code, e.Severity)
		}
	}
	var err error
	r.evidence, err = evidence.Explain(r.call)
	return err
}

// turn returns turn i.
func (r *row) turn(i int) (*schemas.Turn, error) {
	if i < 0 || i >= len(r.call.Turns) {
		return nil, fmt.Errorf("turn %d of %d", i, len(r.call.Turns))
	}
	return &r.call.Turns[i], nil
}

// checkSpan refuses what is no span at all. One that ends behind the text is
// taken as far as the text goes.
func checkSpan(turn, start, end int) error {
	if start < 0 || end < start {
		return fmt.Errorf("turn %d has a span from %d to %d", turn, start, end)
	}
	return nil
}
