package value_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"huifang/nlp/value"
)

// labelled is a call of the corpus with the labels of its values.
type labelled struct {
	ID    string `json:"id"`
	Date  string `json:"call_date"`
	Turns []struct {
		Text string `json:"text"`
	} `json:"turns"`
	Gold struct {
		Entities []struct {
			Turn       int    `json:"turn"`
			Type       string `json:"type"`
			Start, End int
			Text       string
		} `json:"entities"`
	} `json:"gold"`
}

type found struct {
	turn       int
	kind       string
	start, end int
}

func readCorpus(t testing.TB, name string) []labelled {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "corpus", name))
	if err != nil {
		t.Skipf("no corpus beside the code: %v", err)
	}
	defer f.Close()
	var calls []labelled
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		var c labelled
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		calls = append(calls, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return calls
}

func contextOf(t testing.TB, c *labelled, turn int) value.Context {
	t.Helper()
	day, err := time.Parse(time.DateOnly, c.Date)
	if err != nil {
		t.Fatal(err)
	}
	ctx := value.Context{Date: day}
	if turn > 0 {
		ctx.Previous = []rune(c.Turns[turn-1].Text)
	}
	return ctx
}

// TestCorpus holds the exact-span F1 of values on labelled calls above a floor.
// HUIFANG_VALUE_ERRORS=1 prints what differs.
func TestCorpus(t *testing.T) {
	scored := map[string]bool{"MONEY": true, "PERCENT": true, "DATE": true}
	floor := map[string]float64{"MONEY": .94, "PERCENT": .87, "DATE": .93}
	s := value.NewScanner()
	for _, file := range []string{"train_calls.jsonl", "dev_calls.jsonl"} {
		type tally struct{ hit, miss, extra int }
		tallies := map[string]*tally{"MONEY": {}, "PERCENT": {}, "DATE": {}}
		for _, c := range readCorpus(t, file) {
			gold := map[found]bool{}
			for _, e := range c.Gold.Entities {
				if scored[e.Type] {
					gold[found{e.Turn, e.Type, e.Start, e.End}] = true
				}
			}
			for i := range c.Turns {
				text := []rune(c.Turns[i].Text)
				for _, v := range s.Scan(nil, text, contextOf(t, &c, i)) {
					k := found{i, v.Type, v.Start, v.End}
					if !scored[v.Type] {
						continue
					}
					if gold[k] {
						tallies[v.Type].hit++
						delete(gold, k)
						continue
					}
					tallies[v.Type].extra++
					report(c.ID, "+", k, text)
				}
			}
			for k := range gold {
				tallies[k.kind].miss++
				report(c.ID, "-", k, []rune(c.Turns[k.turn].Text))
			}
		}
		for kind, n := range tallies {
			f1 := 2 * float64(n.hit) / float64(2*n.hit+n.miss+n.extra)
			t.Logf("%s %s F1 %.3f precision %.3f recall %.3f", file, kind, f1,
				float64(n.hit)/float64(n.hit+n.extra), float64(n.hit)/float64(n.hit+n.miss))
			if f1 < floor[kind] {
				t.Errorf("%s: F1 of %s is %.3f, below %.2f", file, kind, f1, floor[kind])
			}
		}
	}
}

func report(id, sign string, k found, text []rune) {
	if os.Getenv("HUIFANG_VALUE_ERRORS") == "" {
		return
	}
	fmt.Printf("%s %s %s/%d [%s] %s«%s»%s\n", sign, k.kind, id, k.turn, string(text[k.start:k.end]),
		string(text[max(0, k.start-12):k.start]), string(text[k.start:k.end]), string(text[k.end:min(len(text), k.end+8)]))
}

// BenchmarkCalls scans the labelled calls, one call an operation.
func BenchmarkCalls(b *testing.B) {
	type turn struct {
		text []rune
		ctx  value.Context
	}
	var calls [][]turn
	for _, c := range readCorpus(b, "dev_calls.jsonl") {
		var turns []turn
		for i := range c.Turns {
			turns = append(turns, turn{[]rune(c.Turns[i].Text), contextOf(b, &c, i)})
		}
		calls = append(calls, turns)
	}
	s := value.NewScanner()
	var dst []value.Value
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dst = dst[:0]
		for _, t := range calls[i%len(calls)] {
			dst = s.Scan(dst, t.text, t.ctx)
		}
	}
}
