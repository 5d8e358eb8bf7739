package train

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"huifang/schemas"
)

// maxLine bounds a call in a corpus file.
const maxLine = 16 << 20

// label is a risk code on a turn.
type label struct {
	Turn int    `json:"turn"`
	Code string `json:"code"`
}

// labelledCall is a call with its labels, as eval files hold it.
type labelledCall struct {
	call *schemas.Call
	gold struct {
		Risk      []label           `json:"risk_turns"`
		Optional  []label           `json:"optional_risk_turns"`
		Hard      []label           `json:"hard_negatives"`
		Sentiment map[string]string `json:"sentiment"`
	}
}

func (c *labelledCall) author() string { return authorOf(c.call) }

// authorOf is the one who wrote the call: the first two characters of its id.
func authorOf(c *schemas.Call) string { return c.ID[:min(2, len(c.ID))] }

// sentiment returns the label of turn i, empty where it has none.
func (c *labelledCall) sentiment(i int) string { return c.gold.Sentiment[strconv.Itoa(i)] }

// previous is the turn before turn i where the other side holds it.
func previous(c *schemas.Call, i int) string {
	if i == 0 || c.Turns[i-1].Role == c.Turns[i].Role {
		return ""
	}
	return c.Turns[i-1].Text
}

// trainingFiles names the files of labelled calls to train on, in order.
func trainingFiles(fsys fs.FS) ([]string, error) {
	names, err := fs.Glob(fsys, "train_calls*.jsonl")
	if err == nil && len(names) == 0 {
		err = errors.New("no labelled calls (train_calls*.jsonl)")
	}
	slices.Sort(names)
	return names, err
}

// readTrainingCalls reads all calls to train on.
func readTrainingCalls(fsys fs.FS) ([]labelledCall, error) {
	names, err := trainingFiles(fsys)
	if err != nil {
		return nil, err
	}
	var calls []labelledCall
	for _, name := range names {
		more, err := readCalls(fsys, name)
		if err != nil {
			return nil, err
		}
		calls = append(calls, more...)
	}
	return calls, nil
}

func readCalls(fsys fs.FS, name string) ([]labelledCall, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var calls []labelledCall
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		var c labelledCall
		if c.call, err = schemas.Decode(lines.Bytes()); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		labels := struct {
			Gold any `json:"gold"`
		}{Gold: &c.gold}
		if err := json.Unmarshal(lines.Bytes(), &labels); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		calls = append(calls, c)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return calls, nil
}

// utterance is a row of nlp/corpus/utterances: one turn for one code.
type utterance struct {
	code, status string
	agent        bool
	prev, text   string
	also         []string
}

// Columns of an utterance file.
const (
	colCode = iota
	colStatus
	colRole
	colPrev
	colText
	colAlso
	colStyle
	columns
)

func readUtterances(fsys fs.FS, dir string) ([]utterance, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.tsv"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New(dir + ": no utterances (*.tsv)")
	}
	slices.Sort(names)
	var rows []utterance
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if n == 0 {
				continue
			}
			u, err := parseUtterance(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n+1, err)
			}
			rows = append(rows, u)
		}
	}
	return rows, nil
}

func parseUtterance(line string) (utterance, error) {
	f := strings.Split(strings.TrimSuffix(line, "\r"), "\t")
	if len(f) != columns {
		return utterance{}, fmt.Errorf("%d columns, want %d", len(f), columns)
	}
	if f[colText] == "" {
		return utterance{}, errors.New("no text")
	}
	u := utterance{
		code: f[colCode], status: f[colStatus], agent: f[colRole] == schemas.RoleAgent,
		prev: f[colPrev], text: f[colText],
	}
	for code := range strings.SplitSeq(f[colAlso], ",") {
		if code = strings.TrimSpace(code); code != "" {
			u.also = append(u.also, code)
		}
	}
	return u, nil
}
