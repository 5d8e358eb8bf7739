package ingest

import (
	"fmt"
	"strings"

	"huifang/schemas"
)

// noChannel stands for the channel of turns without one, and as
// Options.AgentChannel for no rule.
const noChannel = -1

// roleAssigner gives the turns of a call their roles. It is read only.
type roleAssigner struct {
	agentChannel int
	// labels maps speaker labels in lower case to roles.
	labels map[string]string
	model  *roleModel
}

// party is a speaker of a call: a label on a channel.
type party struct {
	label   string
	channel int // noChannel where there is none
	turns   []int
	role    string // empty while unknown
}

// assign sets the role of every turn and returns how it found them: by a rule
// of the operator, by what the document states, else from the talk. notes say
// where a rule did not apply.
func (a *roleAssigner) assign(turns []schemas.Turn) (how schemas.RoleAssignment, notes []string) {
	parties := partiesOf(turns)
	how, notes = a.decide(turns, parties)
	for _, p := range parties {
		role := p.role
		if role == "" {
			role = schemas.RoleUnknown
		}
		for _, i := range p.turns {
			// A vendor's word on a single turn stands against what was inferred
			// for its speaker.
			if turns[i].Role == "" || how.Method == schemas.RolesRule {
				turns[i].Role = role
			}
		}
	}
	return how, notes
}

func (a *roleAssigner) decide(turns []schemas.Turn, parties []*party) (how schemas.RoleAssignment, notes []string) {
	if a.agentChannel != noChannel {
		if a.byChannel(parties) {
			return schemas.RoleAssignment{Method: schemas.RolesRule, Confidence: 1}, nil
		}
		notes = append(notes, fmt.Sprintf("agent channel %d: no turn is on it", a.agentChannel))
	}
	if len(a.labels) > 0 {
		if a.byLabel(parties) {
			return schemas.RoleAssignment{Method: schemas.RolesRule, Confidence: 1}, nil
		}
		notes = append(notes, "roles by speaker: none of the speakers is named there")
	}
	byVendor := stated(turns, parties)
	if byVendor && complete(parties) {
		return schemas.RoleAssignment{Method: schemas.RolesVendor, Confidence: 1}, notes
	}
	how = a.infer(turns, parties)
	if byVendor && how.Method == schemas.RolesUnknown {
		how = schemas.RoleAssignment{Method: schemas.RolesVendor, Confidence: 1}
	}
	return how, notes
}

// byChannel applies the rule of the agent's channel.
func (a *roleAssigner) byChannel(parties []*party) bool {
	found := false
	for _, p := range parties {
		switch p.channel {
		case a.agentChannel:
			p.role, found = schemas.RoleAgent, true
		case noChannel:
		default:
			p.role = schemas.RoleCustomer
		}
	}
	if !found {
		for _, p := range parties {
			p.role = ""
		}
	}
	return found
}

// byLabel applies the rule of speaker labels.
func (a *roleAssigner) byLabel(parties []*party) bool {
	found := false
	for _, p := range parties {
		if role, ok := a.labels[strings.ToLower(p.label)]; ok {
			p.role, found = role, true
		}
	}
	if found {
		complete(parties)
	}
	return found
}

// stated takes over the roles that the vendor states in a field or that labels
// state in words. It reports whether there were any.
func stated(turns []schemas.Turn, parties []*party) bool {
	found := false
	for _, p := range parties {
		p.role = roleOfLabel(p.label)
		for _, i := range p.turns {
			if turns[i].Role == schemas.RoleAgent || turns[i].Role == schemas.RoleCustomer {
				p.role = turns[i].Role
				break
			}
		}
		found = found || p.role == schemas.RoleAgent || p.role == schemas.RoleCustomer
	}
	return found
}

// complete concludes from the known roles to the others: next to a known agent
// everybody else is on the customer's side; next to customers only a single
// other can be the agent. It reports whether every role is known then.
func complete(parties []*party) bool {
	agents, open := 0, 0
	for _, p := range parties {
		switch p.role {
		case schemas.RoleAgent:
			agents++
		case "":
			open++
		}
	}
	if open == 0 {
		return true
	}
	if agents == 0 && (open > 1 || open == len(parties)) {
		return false
	}
	other := schemas.RoleCustomer
	if agents == 0 {
		other = schemas.RoleAgent
	}
	for _, p := range parties {
		if p.role == "" {
			p.role = other
		}
	}
	return true
}

// partiesOf groups turns by channel and label, in the order of first words.
// Turns that have neither are one party.
func partiesOf(turns []schemas.Turn) []*party {
	type key struct {
		label   string
		channel int
	}
	index := map[key]*party{}
	var parties []*party
	for i := range turns {
		k := key{label: turns[i].Speaker, channel: noChannel}
		if turns[i].Channel != nil {
			k.channel = *turns[i].Channel
		}
		p := index[k]
		if p == nil {
			p = &party{label: k.label, channel: k.channel}
			index[k] = p
			parties = append(parties, p)
		}
		p.turns = append(p.turns, i)
	}
	return parties
}

func checkRole(role string) error {
	switch role {
	case schemas.RoleAgent, schemas.RoleCustomer, schemas.RoleUnknown:
		return nil
	}
	return fmt.Errorf("role %q is none of agent, customer, unknown", role)
}
