package entity_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"huifang/nlp/entity"
	"huifang/nlp/names"
	"huifang/nlp/segment"
	"huifang/nlp/value"
	"huifang/schemas"
)

// scored are the types whose exact span and type count.
func scored(kind string) bool {
	switch kind {
	case schemas.EntityPerson, schemas.EntityOrg, schemas.EntityLoc,
		schemas.EntityMoney, schemas.EntityPercent, schemas.EntityDate:
		return true
	}
	return false
}

type labelledCall struct {
	call *schemas.Call
	gold map[span]bool
}

type span struct {
	turn       int
	kind       string
	start, end int
}

func readCorpus(t testing.TB, name string) []labelledCall {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "corpus", name))
	if err != nil {
		t.Skipf("no corpus beside the code: %v", err)
	}
	defer f.Close()
	var calls []labelledCall
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<22)
	for lines.Scan() {
		c, err := schemas.Decode(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var labels struct {
			Gold struct {
				Entities []struct {
					Turn, Start, End int
					Type             string
				}
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &labels); err != nil {
			t.Fatal(err)
		}
		l := labelledCall{call: c, gold: map[span]bool{}}
		for _, e := range labels.Gold.Entities {
			if scored(e.Type) {
				l.gold[span{e.Turn, e.Type, e.Start, e.End}] = true
			}
		}
		calls = append(calls, l)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return calls
}

type tally struct{ hit, miss, extra int }

func (n tally) f1() float64 { return 2 * float64(n.hit) / float64(2*n.hit+n.miss+n.extra) }

func (n tally) String() string {
	return fmt.Sprintf("F1 %.3f precision %.3f recall %.3f", n.f1(),
		float64(n.hit)/float64(n.hit+n.extra), float64(n.hit)/float64(n.hit+n.miss))
}

// tagged returns a recognizer with the shipped tagger, and what cuts the words
// that it reads.
func tagged(t testing.TB) (*entity.Recognizer, *segment.Annotator) {
	t.Helper()
	tagger, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	return entity.NewTaggedRecognizer(value.NewScanner(), tagger), segment.NewAnnotator(segment.OpenUnigram())
}

// TestCorpus holds the exact-span F1 on labelled calls above a floor and logs it
// per author and type. HUIFANG_ENTITY_ERRORS=1 prints what differs.
func TestCorpus(t *testing.T) {
	rec, words := tagged(t)
	const floor = .89
	for _, file := range []string{"train_calls.jsonl", "dev_calls.jsonl"} {
		var all tally
		by := map[string]tally{}
		for _, l := range readCorpus(t, file) {
			if err := words.Annotate(l.call); err != nil {
				t.Fatal(err)
			}
			rec.Annotate(l.call)
			count := func(s span, f func(*tally)) {
				for _, k := range []string{l.call.ID[:2], s.kind} {
					n := by[k]
					f(&n)
					by[k] = n
				}
				f(&all)
			}
			for i := range l.call.Turns {
				for _, e := range l.call.Turns[i].Entities {
					s := span{i, e.Type, e.Start, e.End}
					switch {
					case !scored(e.Type):
					case l.gold[s]:
						delete(l.gold, s)
						count(s, func(n *tally) { n.hit++ })
					default:
						count(s, func(n *tally) { n.extra++ })
						difference(file, l.call, "+", s)
					}
				}
			}
			for s := range l.gold {
				count(s, func(n *tally) { n.miss++ })
				difference(file, l.call, "-", s)
			}
		}
		keys := make([]string, 0, len(by))
		for k := range by {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			if len(k) > 2 || file == "train_calls.jsonl" {
				t.Logf("%s %-7s %v", file, k, by[k])
			}
		}
		t.Logf("%s all %v", file, all)
		if all.f1() < floor {
			t.Errorf("%s: F1 %.3f is below %.2f", file, all.f1(), floor)
		}
	}
}

func difference(file string, c *schemas.Call, sign string, s span) {
	if os.Getenv("HUIFANG_ENTITY_ERRORS") == "" || file != "train_calls.jsonl" {
		return
	}
	r := []rune(c.Turns[s.turn].Text)
	fmt.Printf("%s %s %s/%d %s«%s»%s\n", sign, s.kind, c.ID, s.turn,
		string(r[max(0, s.start-12):s.start]), string(r[s.start:s.end]), string(r[s.end:min(len(r), s.end+8)]))
}

func BenchmarkAnnotate(b *testing.B) {
	calls := readCorpus(b, "dev_calls.jsonl")
	rec, words := tagged(b)
	for _, l := range calls {
		if err := words.Annotate(l.call); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		rec.Annotate(calls[i%len(calls)].call)
	}
}
