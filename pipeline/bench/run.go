package bench

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"
	"unicode/utf8"

	"huifang/pipeline"
	"huifang/schemas"
)

// Options say how to measure.
type Options struct {
	// Rounds is how often all calls go through the chain; at least one. A round
	// that is not counted comes first, since models load on first use.
	Rounds int
	// Reference is measured beside the chain on the text of every turn; nil for
	// none.
	Reference func(text string)
}

// Run measures ch on calls, which stay as they are. The error is that of the
// first stage that fails, with the call's id, or of ctx.
func Run(ctx context.Context, ch *pipeline.Chain, calls []*schemas.Call, o Options) (Report, error) {
	names := ch.Names()
	m := &meter{spent: make([]time.Duration, len(names))}
	observed := ch.Observed(func(stage string, took time.Duration) {
		m.spent[slices.Index(names, stage)] += took
	})
	if err := m.chain(ctx, observed, calls); err != nil {
		return Report{}, err
	}
	m.reference(o.Reference, calls)
	m.reset()
	for range max(o.Rounds, 1) {
		if err := m.chain(ctx, observed, calls); err != nil {
			return Report{}, err
		}
		m.reference(o.Reference, calls)
	}
	return m.report(names, calls), nil
}

// meter collects what rounds take.
type meter struct {
	// spent is the time of each stage in the round at hand, rounds that of all
	// rounds, by stage in their order and round after round.
	spent, stages      []time.Duration
	chains, references []time.Duration
	bytes, allocs      uint64
	fresh              []*schemas.Call
}

func (m *meter) reset() { *m = meter{spent: m.spent, fresh: m.fresh} }

// chain runs one round of the chain over fresh copies of the calls.
func (m *meter) chain(ctx context.Context, ch *pipeline.Chain, calls []*schemas.Call) error {
	m.fresh = m.fresh[:0]
	for _, c := range calls {
		m.fresh = append(m.fresh, bare(c))
	}
	clear(m.spent)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	errs := ch.RunAll(ctx, m.fresh)
	m.chains = append(m.chains, time.Since(start))
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("call %q: %w", calls[i].ID, err)
		}
	}
	runtime.ReadMemStats(&after)
	m.bytes += after.TotalAlloc - before.TotalAlloc
	m.allocs += after.Mallocs - before.Mallocs
	m.stages = append(m.stages, m.spent...)
	return nil
}

// bare copies what a stage writes to, so that c can be annotated again.
func bare(c *schemas.Call) *schemas.Call {
	b := *c
	b.Turns = slices.Clone(c.Turns)
	b.Analysis = nil
	return &b
}

func (m *meter) reference(f func(string), calls []*schemas.Call) {
	if f == nil {
		return
	}
	start := time.Now()
	for _, c := range calls {
		for i := range c.Turns {
			f(c.Turns[i].Text)
		}
	}
	m.references = append(m.references, time.Since(start))
}

func (m *meter) report(names []string, calls []*schemas.Call) Report {
	r := Report{
		Calls: len(calls), Rounds: len(m.chains),
		Chain: median(m.chains), Reference: median(m.references),
	}
	for _, c := range calls {
		r.Turns += len(c.Turns)
		for i := range c.Turns {
			r.Characters += utf8.RuneCountInString(c.Turns[i].Text)
		}
	}
	for i, name := range names {
		var took []time.Duration
		for k := i; k < len(m.stages); k += len(names) {
			took = append(took, m.stages[k])
		}
		r.Stages = append(r.Stages, Stage{Name: name, Time: median(took)})
	}
	n := uint64(max(len(calls)*r.Rounds, 1))
	r.BytesPerCall, r.AllocsPerCall = m.bytes/n, m.allocs/n
	return r
}

// median of no durations is 0.
func median(d []time.Duration) time.Duration {
	if len(d) == 0 {
		return 0
	}
	d = slices.Sorted(slices.Values(d))
	return (d[(len(d)-1)/2] + d[len(d)/2]) / 2
}
