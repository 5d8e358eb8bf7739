package ingest

import (
	"math"
	"slices"

	"huifang/schemas"
)

// secondAgent is the score from which a further speaker is taken for a second
// person of the bank. The customers of the corpus stay below 1.
const secondAgent = 2

// infer tells the parties without a role from each other by what they say. The
// side that sounds most like the bank is the agent, the others are customers.
// One side alone stays unknown: there is nothing to compare it with.
func (a *roleAssigner) infer(turns []schemas.Turn, parties []*party) schemas.RoleAssignment {
	unknown := schemas.RoleAssignment{Method: schemas.RolesUnknown}
	sides := openSides(parties)
	if len(sides) < 2 {
		return unknown
	}
	scores := make([]float64, len(sides))
	for i, side := range sides {
		counts := a.model.newCounts()
		for _, p := range side {
			for _, t := range p.turns {
				a.model.add(counts, turns[t].Text)
			}
		}
		scores[i] = a.model.score(counts)
	}
	best := slices.Max(scores)
	threshold := best
	if len(sides) > 2 && slices.Min(scores) < secondAgent {
		threshold = min(best, secondAgent)
	}
	next := math.Inf(-1)
	for _, score := range scores {
		if score < threshold {
			next = max(next, score)
		}
	}
	if math.IsInf(next, -1) { // all alike
		return unknown
	}
	for i, side := range sides {
		role := schemas.RoleAgent
		if scores[i] < threshold {
			role = schemas.RoleCustomer
		}
		for _, p := range side {
			p.role = role
		}
	}
	return schemas.RoleAssignment{Method: schemas.RolesInferred, Confidence: sureness(best - next)}
}

// openSides groups the parties without a role into sides to compare. Where the
// legs of the recording tell two sides apart, those who share a leg are on one
// side; otherwise each is a side of its own.
func openSides(parties []*party) [][]*party {
	var open []*party
	channels := map[int]int{} // to the index of the side
	for _, p := range parties {
		if p.role == "" {
			open = append(open, p)
			if _, ok := channels[p.channel]; !ok {
				channels[p.channel] = len(channels)
			}
		}
	}
	_, unplaced := channels[noChannel]
	if unplaced || len(channels) < 2 {
		sides := make([][]*party, len(open))
		for i := range open {
			sides[i] = open[i : i+1]
		}
		return sides
	}
	sides := make([][]*party, len(channels))
	for _, p := range open {
		i := channels[p.channel]
		sides[i] = append(sides[i], p)
	}
	return sides
}
