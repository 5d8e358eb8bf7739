package ingest

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed role_cues.tsv
var roleCues string

// maxCueCount bounds how often a cue counts for a speaker, so that one habit of
// speech does not outweigh everything else.
const maxCueCount = 3

// roleModel scores how much a speaker's turns sound like the bank's side. It is
// read only after newRoleModel.
type roleModel struct {
	weights []float64
	// within holds the cues that may stand anywhere, by their first code point.
	within     map[rune][]roleCue
	begin, end []roleCue
	question   int // the index of the cue "?" at the end, -1 where there is none
}

type roleCue struct {
	text  string
	index int
}

// newRoleModel reads cues in the form of role_cues.tsv.
func newRoleModel(tsv string) (*roleModel, error) {
	m := &roleModel{within: map[rune][]roleCue{}, question: -1}
	n := 0
	for line := range strings.Lines(tsv) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || fields[1] == "" {
			return nil, fmt.Errorf("role cues, line %d: not three columns", n)
		}
		weight, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return nil, fmt.Errorf("role cues, line %d: weight: %w", n, err)
		}
		cue := roleCue{fields[1], len(m.weights)}
		switch fields[0] {
		case "text":
			first, _ := utf8.DecodeRuneInString(cue.text)
			m.within[first] = append(m.within[first], cue)
		case "begin":
			m.begin = append(m.begin, cue)
		case "end":
			if cue.text == "?" {
				m.question = cue.index
				break
			}
			m.end = append(m.end, cue)
		default:
			return nil, fmt.Errorf("role cues, line %d: place %q is none of text, begin, end", n, fields[0])
		}
		m.weights = append(m.weights, weight)
	}
	return m, nil
}

// cueCounts counts cues of one speaker.
type cueCounts struct {
	counts []uint8
	// lastTurn is the turn, counted from 1, in which a cue was last seen.
	lastTurn []int
	turns    int
}

func (m *roleModel) newCounts() *cueCounts {
	return &cueCounts{counts: make([]uint8, len(m.weights)), lastTurn: make([]int, len(m.weights))}
}

func (c *cueCounts) see(cue int) {
	if c.lastTurn[cue] == c.turns || c.counts[cue] == maxCueCount {
		return
	}
	c.lastTurn[cue] = c.turns
	c.counts[cue]++
}

// add counts the cues of a turn.
func (m *roleModel) add(c *cueCounts, text string) {
	c.turns++
	text = strings.ToLower(strings.TrimSpace(text))
	for i, r := range text {
		for _, cue := range m.within[r] {
			if strings.HasPrefix(text[i:], cue.text) {
				c.see(cue.index)
			}
		}
	}
	for _, cue := range m.begin {
		if strings.HasPrefix(text, cue.text) {
			c.see(cue.index)
		}
	}
	core := strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
	for _, cue := range m.end {
		if strings.HasSuffix(core, cue.text) {
			c.see(cue.index)
		}
	}
	if m.question >= 0 && strings.ContainsAny(text[len(core):], "?？") {
		c.see(m.question)
	}
}

// score is the sum of log odds: above 0 for what the bank's side says.
func (m *roleModel) score(c *cueCounts) float64 {
	sum := 0.0
	for i, n := range c.counts {
		sum += float64(n) * m.weights[i]
	}
	return sum
}

// sureness turns the distance of two speakers' scores into the probability that
// the higher one is the agent, in hundredths. It stays below the 1 of what is
// stated.
func sureness(margin float64) float64 {
	return min(math.Round(100/(1+math.Exp(-margin)))/100, 0.99)
}
