package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"huifang/schemas"
)

// Options tunes a Parser.
type Options struct {
	// Format is the name of the format that all input has, or of a vendor's
	// family of formats; empty lets each unit be recognised on its own.
	Format string
	// AgentChannel is the leg of the recording that the agent is on, counted as
	// the source counts; every other leg is the customer's. -1 gives no rule.
	// Neither this nor Roles changes the roles that call JSON states.
	AgentChannel int
	// Roles maps speaker labels, whatever their case, to roles, in the schema's
	// words or in those that labels use. A speaker that it leaves out is
	// concluded from the others.
	Roles map[string]string
	// MetadataFile is the path of a CSV table or JSON Lines with what is known
	// of calls besides the talk; empty is none.
	MetadataFile string
}

// Result is what came of a unit. A unit of several calls may yield both.
type Result struct {
	// Calls pass schemas.Call.Validate, have at least one turn with text, and
	// stand in the order of the unit.
	Calls      []*schemas.Call
	Rejections []*Rejection
}

// Parser turns units into calls. It is safe for concurrent use.
type Parser struct {
	// formats are those that units are recognised among.
	formats []format
	// forced is the format named by the options, nil where units are to be
	// recognised.
	forced   *format
	roles    roleAssigner
	metadata *metadataIndex
}

// NewParser checks the options and reads the metadata file. An error speaks to
// the operator.
func NewParser(opts Options) (*Parser, error) {
	model, err := newRoleModel(roleCues)
	if err != nil {
		return nil, err
	}
	p := &Parser{
		formats: formats(),
		roles:   roleAssigner{agentChannel: opts.AgentChannel, labels: map[string]string{}, model: model},
	}
	if opts.AgentChannel < noChannel {
		return nil, fmt.Errorf("agent channel %d: channels count from 0", opts.AgentChannel)
	}
	for label, role := range opts.Roles {
		if checkRole(role) != nil {
			role = cmp.Or(roleOfLabel(role), role) // "坐席" for agent
		}
		if err := checkRole(role); err != nil {
			return nil, fmt.Errorf("speaker %q: %w", label, err)
		}
		p.roles.labels[strings.ToLower(strings.TrimSpace(label))] = role
	}
	if opts.Format != "" {
		if p.formats, err = named(p.formats, opts.Format); err != nil {
			return nil, err
		}
		if len(p.formats) == 1 {
			p.forced = &p.formats[0]
		}
	}
	if opts.MetadataFile != "" {
		if p.metadata, err = readMetadataFile(opts.MetadataFile); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Parse turns a unit into calls. It does no I/O and depends on nothing but u
// and the options: the same input gives the same result, ids included. It keeps
// u.Data where it rejects.
func (p *Parser) Parse(u Unit) Result {
	if u.Fault != nil {
		return Result{Rejections: []*Rejection{u.Fault}}
	}
	text, encoding, err := decodeText(u.Data)
	if err != nil {
		return Result{Rejections: []*Rejection{reject(&u, "", "", err)}}
	}
	doc := document{format: p.forced, text: text}
	if doc.format == nil {
		if doc, err = locate(p.formats, u.File, text); err != nil {
			return Result{Rejections: []*Rejection{reject(&u, "", "", err)}}
		}
	}
	f := doc.format
	transcripts, err := doc.parse(text)
	if err == nil && len(transcripts) == 0 {
		err = errNoSpeech
	}
	var beside *metadata
	if err == nil && u.Sidecar != nil {
		beside, err = sidecarOf(&u)
	}
	if err != nil {
		return Result{Rejections: []*Rejection{reject(&u, "", f.name, err)}}
	}
	var notes []string
	if encoding != "" {
		notes = []string{encoding}
	}
	o := newOrigin(&u, f.name, notes)
	o.several = len(transcripts) > 1 || u.Position != ""
	var r Result
	seen := make(map[string]bool, len(transcripts))
	for i := range transcripts {
		t := &transcripts[i]
		c, err := p.call(o, t, i+1, beside)
		if err == nil && seen[c.ID] {
			err = fmt.Errorf("id %q stands twice in the document", c.ID)
		}
		if err != nil {
			rejection := reject(&u, t.position, f.name, err)
			if t.raw != nil {
				rejection.Data = t.raw
			}
			r.Rejections = append(r.Rejections, rejection)
			continue
		}
		seen[c.ID] = true
		r.Calls = append(r.Calls, c)
	}
	return r
}

// sidecarOf decodes the sidecar of a unit.
func sidecarOf(u *Unit) (*metadata, error) {
	m, err := decodeMetadata(u.Sidecar)
	if err != nil {
		// The place is one in the sidecar, not in the transcript.
		return nil, fmt.Errorf("metadata %s%s: %s", stem(u.File), sidecarSuffix, err.Error())
	}
	return m, nil
}

// call makes the n-th call of a unit: finished, with metadata and roles.
func (p *Parser) call(o *origin, t *transcript, n int, beside *metadata) (*schemas.Call, error) {
	if t.err != nil {
		return nil, t.err
	}
	native := t.call != nil
	named := native && t.call.ID != ""
	c, err := o.finish(t, n)
	if err != nil {
		return nil, err
	}
	entry := p.metadata.find(o.unit.File, c.ID)
	for _, m := range []*metadata{beside, entry} {
		if m == nil {
			continue
		}
		// The bank's own id outranks a vendor's job id; call JSON has the
		// bank's already.
		if m.ID != "" && !named {
			if o.several && m.ID != c.ID {
				return nil, fmt.Errorf("metadata gives the id %q to a file of several calls", m.ID)
			}
			c.ID, named = m.ID, true
		}
		m.fill(c)
	}
	c.Source.Notes = append(c.Source.Notes, normaliseLang(c, c.Lang)...)
	c.Source.Notes = append(c.Source.Notes, p.assignRoles(c, native)...)
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return c, nil
}

// assignRoles sets the roles of c. Those of call JSON stand where it has any.
func (p *Parser) assignRoles(c *schemas.Call, native bool) []string {
	known := func(t schemas.Turn) bool { return t.Role == schemas.RoleAgent || t.Role == schemas.RoleCustomer }
	if native && slices.ContainsFunc(c.Turns, func(t schemas.Turn) bool { return t.Role != "" && t.Role != schemas.RoleUnknown }) {
		for i := range c.Turns {
			if c.Turns[i].Role == "" {
				c.Turns[i].Role = schemas.RoleUnknown
			}
		}
		if c.Roles == nil {
			c.Roles = &schemas.RoleAssignment{Method: schemas.RolesNative, Confidence: 1}
		}
		return nil
	}
	for i := range c.Turns {
		if !known(c.Turns[i]) {
			c.Turns[i].Role = ""
		}
	}
	how, notes := p.roles.assign(c.Turns)
	c.Roles = &how
	return notes
}
