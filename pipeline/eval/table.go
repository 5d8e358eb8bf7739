package eval

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// WriteTable prints the report for a person: one figure a line, with what it
// rests on. A figure without cases is "–".
func (r *Report) WriteTable(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(tw, "calls\t%d\n\n", r.Calls)
	fmt.Fprintln(tw, "\tprecision\trecall\tF1\tright\tfalse\tmissed")
	counts := func(name string, c Counts) {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%g\t%g\t%g\n", name,
			figure(c.Precision()), figure(c.Recall()), figure(c.F1()), c.TP, c.FP, c.FN)
	}
	counts("risk, turn and code", r.RiskStrict)
	counts("risk, one turn off counts half", r.RiskLenient)
	counts("risk, codes of the call", r.RiskPerCall)
	for _, cat := range sortedKeys(r.RiskByCategory) {
		counts("  "+cat, r.RiskByCategory[cat])
	}
	counts("entities, micro", r.EntitiesMicro())
	for _, typ := range sortedKeys(r.Entities) {
		counts("  "+typ, r.Entities[typ])
	}
	for _, l := range sortedKeys(r.Sentiment) {
		counts("sentiment "+l, r.Sentiment[l])
	}
	counts("checklist", r.Checklist)
	counts("discrepancies", r.Discrepancies)
	fmt.Fprintf(tw, "sentiment, macro\t\t\t%s\n\n", figure(r.SentimentMacro()))
	share := func(name string, s Share) {
		fmt.Fprintf(tw, "%s\t%s\t%d of %d\n", name, figure(s.Value()), s.Hits, s.Cases)
	}
	share("near-misses silent", r.HardNegativesSilent())
	for _, kind := range sortedKeys(r.HardNegatives) {
		share("  "+kind, r.HardNegatives[kind])
	}
	share("alert level exact", r.AlertExact)
	share("alert level within one", r.AlertNear)
	share("red or orange missed (blue, green)", r.AlertMissed)
	share("blue or green raised (red, orange)", r.AlertFalse)
	share("compliance referral", r.Compliance)
	share("ability doubted (DEF01, DEF02, DEF03)", r.AbilityDoubted)
	share("ability not doubted (no DEF, no LIQ)", r.AbilityUndoubted)
	share("willingness doubted (DEF06, COP05)", r.WillingnessDoubted)
	share("phases", r.Phases)
	share("personal data, characters covered", r.PIIRecall)
	for _, typ := range sortedKeys(r.PIIByType) {
		share("  "+typ, r.PIIByType[typ])
	}
	share("personal data, spans right", r.PIIPrecision)
	return tw.Flush()
}

func figure(v float64) string {
	if math.IsNaN(v) {
		return "–"
	}
	return fmt.Sprintf("%.3f", v)
}

// countsTable prints rows of counts under one heading.
func countsTable(w io.Writer, names []string, counts func(name string) Counts) *tabwriter.Writer {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "\tprecision\trecall\tF1\tright\tfalse\tmissed")
	for _, name := range names {
		c := counts(name)
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%g\t%g\t%g\n", name,
			figure(c.Precision()), figure(c.Recall()), figure(c.F1()), c.TP, c.FP, c.FN)
	}
	return tw
}

// WriteTable prints both segmenters, one a line.
func (c *WordComparison) WriteTable(w io.Writer) error {
	reports := map[string]*WordReport{"huifang": &c.Huifang, "gse": &c.GSE}
	fmt.Fprintf(w, "sentences  %d\n\n", c.Huifang.Sentences)
	return countsTable(w, []string{"huifang", "gse"}, func(name string) Counts { return reports[name].Words }).Flush()
}

// WriteTable prints a type a line.
func (r *NameReport) WriteTable(w io.Writer) error {
	const all = "names, micro"
	fmt.Fprintf(w, "texts  %d\n\n", r.Sentences)
	return countsTable(w, append([]string{all}, nameTypes()...), func(name string) Counts {
		if name == all {
			return r.Micro()
		}
		return r.Names[name]
	}).Flush()
}

// WriteTable prints a label a line, and the shares.
func (r *MoodReport) WriteTable(w io.Writer) error {
	fmt.Fprintf(w, "texts  %d\n\n", r.Texts)
	tw := countsTable(w, sortedKeys(r.Labels), func(name string) Counts { return r.Labels[name] })
	fmt.Fprintf(tw, "macro\t\t\t%s\n\n", figure(r.Macro()))
	for _, row := range []struct {
		name string
		s    Share
	}{
		{"label right", r.Exact},
		{"sign of the score right (neg, pos)", r.Side},
		{"given a side (neg, pos)", r.Sided},
		{"abstained", r.Abstained},
	} {
		fmt.Fprintf(tw, "%s\t%s\t%d of %d\n", row.name, figure(row.s.Value()), row.s.Hits, row.s.Cases)
	}
	return tw.Flush()
}
