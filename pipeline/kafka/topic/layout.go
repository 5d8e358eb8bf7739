// Package topic names the topics, knows their settings and creates them.
package topic

import "errors"

// Lane is one of the two ways through the stages. Calls of the back-load lane
// wait wherever there is a call of the other.
type Lane int

// Lanes.
const (
	Live Lane = iota
	Backload
)

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
func (l Layout) Calls(lane Lane) string { return "" }

// Cut returns the topics that a service of the given stages reads and writes.
// The stages must be neighbours in the chain, in its order.
func (l Layout) Cut(stages []string, lane Lane) (in, out string, err error) {
	return "", "", errors.New("not written yet")
}

// Analyzed is the topic of calls after the last stage.
func (l Layout) Analyzed(lane Lane) string { return "" }

// Alerts is the topic of alert events.
func (l Layout) Alerts() string { return "" }

// DeadLetters is the topic of what could not be read from topic.
func DeadLetters(topic string) string { return topic + ".dlq" }
