package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"huifang/schemas"
)

// NameReport scores names of persons, places and organisations: exact span and
// type, by the types of schemas.
type NameReport struct {
	Sentences int               `json:"sentences"`
	Names     map[string]Counts `json:"names"`
}

// LabelledText is a text with the spans of its names; Turn is 0 in all of them.
type LabelledText struct {
	Text  string
	Names []EntityLabel
}

// Add scores what was found in a text.
func (r *NameReport) Add(want []EntityLabel, got []schemas.Entity) {
	r.Sentences++
	if r.Names == nil {
		r.Names = map[string]Counts{}
	}
	labelled, found := map[EntityLabel]bool{}, map[EntityLabel]bool{}
	for _, e := range want {
		labelled[e] = true
	}
	for _, e := range got {
		found[EntityLabel{Type: e.Type, Start: e.Start, End: e.End}] = true
	}
	for _, typ := range nameTypes() {
		sum := r.Names[typ]
		sum.add(setCounts(ofType(labelled, typ), ofType(found, typ)))
		r.Names[typ] = sum
	}
}

// Micro is the micro average over the types.
func (r *NameReport) Micro() Counts {
	var sum Counts
	for _, c := range r.Names {
		sum.add(c)
	}
	return sum
}

func nameTypes() []string {
	return []string{schemas.EntityPerson, schemas.EntityLoc, schemas.EntityOrg}
}

// ReadNames calls fn with each text of r, which holds a character and its tag a
// line, a blank or tab between them, and an empty line after each text. Tags
// are BIO or BMES(O) with types PER, LOC, ORG, or PERSON and NAME; other types
// count as no name. Errors name the line.
func ReadNames(r io.Reader, fn func(LabelledText) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<22)
	var t tagged
	for line := 1; in.Scan(); line++ {
		text := strings.TrimRight(in.Text(), "\r")
		if strings.TrimSpace(text) == "" {
			if err := t.flush(fn); err != nil {
				return err
			}
			continue
		}
		if err := t.line(text); err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return t.flush(fn)
}

// tagged is a text as it is read, tag by tag.
type tagged struct {
	runes []rune
	names []EntityLabel
	// open is the type of the name that may go on, empty for none.
	open string
}

func (t *tagged) line(text string) error {
	fields := strings.Fields(text)
	if len(fields) == 1 { // the character is itself a blank
		fields = []string{" ", fields[0]}
	}
	char := []rune(fields[0])
	if len(fields) != 2 || len(char) != 1 {
		return fmt.Errorf("%q is not a character and its tag", text)
	}
	at := len(t.runes)
	t.runes = append(t.runes, char[0])
	place, typ, _ := strings.Cut(fields[1], "-")
	typ = nameType(typ)
	switch place {
	case "O", "B", "I", "M", "E", "S":
	default:
		return fmt.Errorf("tag %q is none of O, B-, I-, M-, E-, S-", fields[1])
	}
	if place == "O" || typ == "" {
		t.open = ""
		return nil
	}
	begins := place == "B" || place == "S" || t.open != typ
	if begins {
		t.names = append(t.names, EntityLabel{Type: typ, Start: at})
	}
	t.names[len(t.names)-1].End = at + 1
	t.open = typ
	if place == "E" || place == "S" {
		t.open = ""
	}
	return nil
}

func (t *tagged) flush(fn func(LabelledText) error) error {
	if len(t.runes) == 0 {
		return nil
	}
	text := LabelledText{Text: string(t.runes), Names: t.names}
	*t = tagged{}
	return fn(text)
}

func nameType(tag string) string {
	switch tag {
	case "PER", "PERSON", "NAME", "PER.NAM":
		return schemas.EntityPerson
	case "LOC", "LOC.NAM", "GPE", "GPE.NAM":
		return schemas.EntityLoc
	case "ORG", "ORG.NAM":
		return schemas.EntityOrg
	default:
		return ""
	}
}

// WithoutPunctuation returns t as a recogniser without punctuation delivers it.
func (t LabelledText) WithoutPunctuation() LabelledText {
	var out []rune
	place := make([]int, 0, len(t.Text)+1)
	for _, r := range t.Text {
		place = append(place, len(out))
		if !unicode.IsPunct(r) && !unicode.IsSymbol(r) && !unicode.IsSpace(r) {
			out = append(out, r)
		}
	}
	place = append(place, len(out))
	stripped := LabelledText{Text: string(out)}
	for _, e := range t.Names {
		if e.Start, e.End = place[e.Start], place[e.End]; e.Start < e.End {
			stripped.Names = append(stripped.Names, e)
		}
	}
	return stripped
}
