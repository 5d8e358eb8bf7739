package bench

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// Report is what Run measured. Times are those of one round over all calls.
type Report struct {
	Calls      int           `json:"calls"`
	Turns      int           `json:"turns"`
	Characters int           `json:"characters"`
	Rounds     int           `json:"rounds"`
	Stages     []Stage       `json:"stages"`
	Chain      time.Duration `json:"chain_ns"`
	// Reference is 0 where there was none.
	Reference     time.Duration `json:"reference_ns,omitempty"`
	BytesPerCall  uint64        `json:"bytes_per_call"`
	AllocsPerCall uint64        `json:"allocs_per_call"`
}

// Stage is the time of one stage of the chain.
type Stage struct {
	Name string        `json:"name"`
	Time time.Duration `json:"ns"`
}

// Ratio is d as a multiple of the reference's time, 0 where there was none.
func (r *Report) Ratio(d time.Duration) float64 {
	if r.Reference == 0 {
		return 0
	}
	return float64(d) / float64(r.Reference)
}

// PerCharacter is d in nanoseconds for each character, 0 where there was none.
func (r *Report) PerCharacter(d time.Duration) float64 {
	if r.Characters == 0 {
		return 0
	}
	return float64(d.Nanoseconds()) / float64(r.Characters)
}

// WriteTable prints the report for a person: time for a call and a character of
// each stage, of the chain and of the reference, called by its name.
func (r *Report) WriteTable(w io.Writer, reference string) error {
	fmt.Fprintf(w, "%d calls, %d turns, %d characters, %d rounds\n", r.Calls, r.Turns, r.Characters, r.Rounds)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	head, against := "\tµs/call\tns/character\t", r.Reference > 0
	if against {
		head += "× " + reference + "\t"
	}
	fmt.Fprintln(tw, head)
	line := func(name string, d time.Duration) {
		perCall := float64(d.Nanoseconds()) / 1000 / float64(max(r.Calls, 1))
		fmt.Fprintf(tw, "%s\t%.1f\t%.1f\t", name, perCall, r.PerCharacter(d))
		if against {
			fmt.Fprintf(tw, "%.2f\t", r.Ratio(d))
		}
		fmt.Fprintln(tw)
	}
	for _, s := range r.Stages {
		line(s.Name, s.Time)
	}
	line("chain", r.Chain)
	if against {
		line(reference, r.Reference)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d bytes and %d allocations a call\n", r.BytesPerCall, r.AllocsPerCall)
	return err
}
