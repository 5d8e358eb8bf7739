package topic

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Lane is one of the two ways through the stages. Calls of the back-load lane
// wait wherever there is a call of the other.
type Lane int

// Lanes.
const (
	Live Lane = iota
	Backload
)

// String names the lane for metrics and logs.
func (l Lane) String() string {
	if l == Backload {
		return "backload"
	}
	return "live"
}

// suffix ends the topics of the lane.
func (l Lane) suffix() string {
	if l == Backload {
		return ".backload"
	}
	return ""
}

// Layout names the topics of one installation. Between two neighbouring stages
// of the chain stands a topic named after the earlier one; which of them exist
// is a matter of how the chain is cut into services.
//
//	PREFIX.calls                 calls as put in
//	PREFIX.STAGE                 calls after that stage, where the chain is cut there
//	PREFIX.analyzed              calls after the last stage
//	PREFIX.alerts                alert events
//	….backload                   the same for the back-load lane (not for alerts)
//	….dlq                        dead letters of the topic
type Layout struct {
	// Prefix is huifang unless an installation shares its cluster.
	Prefix string
	// Stages are the names of the whole chain in order.
	Stages []string
}

// Calls is the topic of calls as put in.
func (l Layout) Calls(lane Lane) string { return l.Prefix + ".calls" + lane.suffix() }

// Analyzed is the topic of calls after the last stage.
func (l Layout) Analyzed(lane Lane) string { return l.Prefix + ".analyzed" + lane.suffix() }

// Alerts is the topic of alert events.
func (l Layout) Alerts() string { return l.Prefix + ".alerts" }

// DeadLetters is the topic of what could not be processed of topic.
func DeadLetters(topic string) string { return topic + ".dlq" }

// Cut returns the topics that a service of the given stages reads and writes.
// The stages must be neighbours in the chain, in its order.
func (l Layout) Cut(stages []string, lane Lane) (in, out string, err error) {
	if len(stages) == 0 {
		return "", "", errors.New("no stages are named")
	}
	first := slices.Index(l.Stages, stages[0])
	if first < 0 {
		return "", "", fmt.Errorf("there is no stage %q; the stages are %s", stages[0], strings.Join(l.Stages, ", "))
	}
	end := first + len(stages)
	if end > len(l.Stages) || !slices.Equal(l.Stages[first:end], stages) {
		return "", "", fmt.Errorf("stages %s are not neighbours in the order %s", strings.Join(stages, ","), strings.Join(l.Stages, ", "))
	}
	return l.before(first, lane), l.before(end, lane), nil
}

// before is the topic in front of stage i; behind the last stage stands that of
// analysed calls.
func (l Layout) before(i int, lane Lane) string {
	switch i {
	case 0:
		return l.Calls(lane)
	case len(l.Stages):
		return l.Analyzed(lane)
	default:
		return l.Prefix + "." + l.Stages[i-1] + lane.suffix()
	}
}
