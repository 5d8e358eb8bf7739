package dialogue

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"huifang/schemas"
)

// maxCallBytes bounds a line of labelled calls.
const maxCallBytes = 16 << 20

// ReadLabelled reads labelled calls, one JSON object a line. The error names the
// line.
func ReadLabelled(r io.Reader) ([]Labelled, error) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxCallBytes)
	var out []Labelled
	for line := 1; in.Scan(); line++ {
		call, err := schemas.Decode(in.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		var labels struct {
			Gold struct {
				Phases   map[int]int      `json:"phases"`
				Evidence map[string][]int `json:"checklist_evidence"`
			} `json:"gold"`
		}
		if err := json.Unmarshal(in.Bytes(), &labels); err != nil {
			return nil, fmt.Errorf("line %d: labels: %w", line, err)
		}
		l := Labelled{Call: call, Phases: make([]int, len(call.Turns)), Evidence: labels.Gold.Evidence}
		for turn, phase := range labels.Gold.Phases {
			if turn < 0 || turn >= len(l.Phases) || phase < 1 || phase > numPhases {
				return nil, fmt.Errorf("line %d: phase %d on turn %d", line, phase, turn)
			}
			l.Phases[turn] = phase
		}
		out = append(out, l)
	}
	return out, in.Err()
}
