package redact

import (
	"maps"
	"slices"
	"sync"

	"huifang/schemas"
)

// Masker hides personal data. It is immutable and safe for concurrent use on
// different calls.
type Masker struct {
	pseudonyms pseudonymizer
	scratch    sync.Pool // of *[]rune, what the turns say
}

// NewMasker returns a masker whose pseudonyms are made with key: equal for one
// person in all calls of a borrower, and different under every key. Without a key
// they tell people apart within a call only.
func NewMasker(key []byte) *Masker {
	mk := &Masker{pseudonyms: newPseudonymizer(key)}
	mk.scratch.New = func() any { return new([]rune) }
	return mk
}

// Mask returns a copy of c with its personal data hidden and Entity.Pseudonym of
// people set; c stays as it is and shares with the copy what holds none. It goes
// by Turn.PII and Entity.Ref, so Annotate comes first. Every text keeps its length
// in code points, and Analysis.Masked is set. A call that is masked already is
// returned as it is.
func (mk *Masker) Mask(c *schemas.Call) *schemas.Call {
	if c.Analysis != nil && c.Analysis.Masked {
		return c
	}
	m := *c
	m.Analysis = &schemas.Analysis{}
	if c.Analysis != nil {
		*m.Analysis = *c.Analysis
	}
	m.Analysis.Masked = true

	scratch := mk.scratch.Get().(*[]rune)
	defer mk.scratch.Put(scratch)
	said := texts(c, scratch)
	masked := slices.Clone(said)
	k := newKnown(c, said)
	k.aliases = mk.pseudonyms.aliases(c)
	m.Turns = slices.Clone(c.Turns)
	for i := range m.Turns {
		masked[i] = k.turn(&m.Turns[i], said[i])
	}
	m.LoanFile = k.loanFile(c.LoanFile)
	m.Keywords = slices.Clone(c.Keywords)
	for i := range m.Keywords {
		m.Keywords[i].Term = k.text(m.Keywords[i].Term)
	}
	m.Facts = slices.Clone(c.Facts)
	for i := range m.Facts {
		f := &m.Facts[i]
		f.Text = k.piece(masked, f.Turn, f.Start, f.End, f.Text)
	}
	m.Discrepancies = slices.Clone(c.Discrepancies)
	for i := range m.Discrepancies {
		d := &m.Discrepancies[i]
		d.OnFile, d.Stated, d.Reason = k.text(d.OnFile), k.text(d.Stated), k.text(d.Reason)
	}
	if c.Alert != nil {
		a := *c.Alert
		a.Reasons = k.texts(a.Reasons)
		m.Alert = &a
	}
	if c.Source != nil {
		s := *c.Source
		s.File, s.Notes = k.text(s.File), k.texts(s.Notes)
		m.Source = &s
	}
	m.Recording = k.text(c.Recording)
	return &m
}

// texts returns the texts of the turns as code points, which lie in scratch.
func texts(c *schemas.Call, scratch *[]rune) [][]rune {
	n := 0
	for i := range c.Turns {
		n += len(c.Turns[i].Text)
	}
	all := slices.Grow((*scratch)[:0], n) // at least as many bytes as code points
	out := make([][]rune, len(c.Turns))
	for i := range c.Turns {
		from := len(all)
		for _, r := range c.Turns[i].Text {
			all = append(all, r)
		}
		out[i] = all[from:len(all):len(all)]
	}
	*scratch = all
	return out
}

// turn masks one turn in place and returns its text; original is the text as it was
// said, which is returned itself where nothing is hidden.
func (k *known) turn(t *schemas.Turn, original []rune) []rune {
	if len(t.PII) == 0 && !k.in(original) {
		t.Entities = k.entities(t.Entities, original)
		t.Signals = k.signals(t.Signals)
		return original
	}
	masked := slices.Clone(original)
	k.mask(masked)
	for _, p := range t.PII {
		if p.Start < 0 || p.End > len(original) || p.Start >= p.End {
			continue
		}
		copy(masked[p.Start:p.End], original[p.Start:p.End])
		hide(p.Type, masked[p.Start:p.End], wholeNumber(t, p))
	}
	t.Words = words(t.Words, original, masked)
	t.Entities = k.entities(t.Entities, masked)
	t.Signals = k.signals(t.Signals)
	t.Text = spell(t.Text, masked)
	return masked
}

// entities returns the entities of a turn masked, in a copy if any changes.
func (k *known) entities(es []schemas.Entity, masked []rune) []schemas.Entity {
	shared := true
	for i := range es {
		e := &es[i]
		text, norm := e.Text, k.norm(e)
		if e.Start >= 0 && e.End <= len(masked) && e.Start <= e.End {
			text = spell(text, masked[e.Start:e.End])
		} else {
			text = k.text(text)
		}
		pseudonym := ""
		if e.Type == schemas.EntityPerson {
			pseudonym = pseudonymOf(k.aliases, e.Ref)
		}
		if text == e.Text && norm == e.Norm && pseudonym == e.Pseudonym {
			continue
		}
		if shared {
			es, shared = slices.Clone(es), false
		}
		es[i].Text, es[i].Norm, es[i].Pseudonym = text, norm, pseudonym
	}
	return es
}

// signals returns the signals of a turn masked, in a copy if any changes.
func (k *known) signals(ss []schemas.Signal) []schemas.Signal {
	shared := true
	for i := range ss {
		reason := k.text(ss[i].Reason)
		if reason == ss[i].Reason {
			continue
		}
		if shared {
			ss, shared = slices.Clone(ss), false
		}
		ss[i].Reason = reason
	}
	return ss
}

// spell returns r as a string: s itself where that says the same.
func spell(s string, r []rune) string {
	i := 0
	for _, c := range s {
		if i == len(r) || r[i] != c {
			return string(r)
		}
		i++
	}
	if i < len(r) {
		return string(r)
	}
	return s
}

// wholeNumber returns the digits of the number that p is a piece of.
func wholeNumber(t *schemas.Turn, p schemas.PIISpan) []rune {
	for _, e := range t.Entities {
		if e.Start == p.Start && e.End == p.End {
			return []rune(e.Norm)
		}
	}
	return nil
}

// norm masks the canonical form of an entity as its text is masked.
func (k *known) norm(e *schemas.Entity) string {
	if e.Norm == "" {
		return ""
	}
	switch e.Type {
	case schemas.EntityPerson:
		r := []rune(e.Norm)
		hideName(r)
		return string(r)
	case schemas.EntityPhone, schemas.EntityIDCard, schemas.EntityBankAccount, schemas.EntityEmail, schemas.EntityAddress:
		r := []rune(e.Norm)
		hide(e.Type, r, nil)
		return string(r)
	}
	return k.text(e.Norm)
}

// piece returns the masked text of a span; where the span does not fit the turn
// the text as given is masked by what is known.
func (k *known) piece(masked [][]rune, turn, start, end int, text string) string {
	if turn >= 0 && turn < len(masked) && start >= 0 && start < end && end <= len(masked[turn]) {
		return string(masked[turn][start:end])
	}
	return k.text(text)
}

// loanFile copies the file with known names and numbers hidden, and with the
// names of people that its keys say it holds.
func (k *known) loanFile(f schemas.LoanFile) schemas.LoanFile {
	if f == nil {
		return nil
	}
	out := maps.Clone(f)
	for key, v := range f {
		out[key] = k.value(key, v)
	}
	return out
}

func (k *known) value(key string, v any) any {
	switch v := v.(type) {
	case string:
		if holdsPerson(key) {
			if r := []rune(v); len(r) >= 2 && len(r) <= 4 && allHan(r) {
				hideName(r)
				return string(r)
			}
		}
		return k.text(v)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = k.value(key, v[i])
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for inner, x := range v {
			out[inner] = k.value(inner, x)
		}
		return out
	}
	return v
}

func holdsPerson(key string) bool {
	switch key {
	case "guarantor", "actual_controller", "legal_representative", "legal_person", "contact", "spouse", "manager", "name":
		return true
	}
	return false
}

func allHan(r []rune) bool {
	for _, c := range r {
		if c < 0x4E00 || c > 0x9FFF {
			return false
		}
	}
	return true
}
