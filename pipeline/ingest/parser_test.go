package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

// parseOne parses data under a name and expects one call.
func parseOne(t *testing.T, p *Parser, file, data string) *schemas.Call {
	t.Helper()
	r := p.Parse(Unit{File: file, Line: 1, Data: []byte(data)})
	if len(r.Calls) != 1 || len(r.Rejections) != 0 {
		t.Fatalf("%s: %d calls, rejections %v", file, len(r.Calls), r.Rejections)
	}
	checkCall(t, r.Calls[0])
	return r.Calls[0]
}

func TestNewParserFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		opts Options
		want string
	}{
		{"format", Options{AgentChannel: -1, Format: "msword"}, "unknown format \"msword\": known are call-json, vtt, srt, csv, tsv, text"},
		{"channel", Options{AgentChannel: -2}, "agent channel -2"},
		{"role", Options{AgentChannel: -1, Roles: map[string]string{"a": "visitor"}}, "speaker \"a\": role \"visitor\""},
	} {
		if _, err := NewParser(c.opts); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
}

func TestForcedFormat(t *testing.T) {
	p, err := NewParser(Options{AgentChannel: -1, Format: "srt"})
	if err != nil {
		t.Fatal(err)
	}
	c := parseOne(t, p, "no-extension", "00:00:01,000 --> 00:00:02,000\nhello\n")
	if c.Source.Format != "srt" {
		t.Errorf("format %s", c.Source.Format)
	}
	r := p.Parse(Unit{File: "a.csv", Line: 1, Data: []byte("role,text\nagent,您好\n")})
	if len(r.Rejections) != 1 || r.Rejections[0].Format != "srt" || r.Rejections[0].Line != 1 {
		t.Errorf("another format than the one named: %+v", r)
	}
}

// TestWhisperTable reads a table without units only where it is named.
func TestWhisperTable(t *testing.T) {
	p, err := NewParser(Options{AgentChannel: -1, Format: "whisper-table"})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"a.tsv": "start\tend\ttext\n0\t1500\t您好，\"老客户\"\n1620\t2000\t你好\n",
		"a.csv": "start,end,text\n0,1500,\"您好，\"\"老客户\"\"\"\n1620,2000,\" 你好\"\n",
	} {
		c := parseOne(t, p, name, data)
		want := []schemas.Turn{timed(0, 1500, "您好，\"老客户\""), timed(1620, 2000, "你好")}
		for i := range want {
			want[i].Idx, want[i].Role = i, schemas.RoleUnknown
		}
		if diff := cmp.Diff(want, c.Turns); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if r := newParser(t).Parse(Unit{File: name, Line: 1, Data: []byte(data)}); len(r.Rejections) != 1 || !strings.Contains(r.Rejections[0].Reason, "whisper-table") {
			t.Errorf("%s: read without being named: %+v", name, r)
		}
	}
	if r := p.Parse(Unit{File: "b.csv", Line: 1, Data: []byte("start_s,text\n0,您好\n")}); len(r.Rejections) != 1 {
		t.Errorf("other columns: %+v", r)
	}
}

func TestFormatsAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if f.Name == "" || f.Doc == "" || seen[f.Name] {
			t.Errorf("format %+v lacks a name of its own or a line of help", f)
		}
		seen[f.Name] = true
	}
}

func TestDetectTie(t *testing.T) {
	sure := func(n int) func(*probe) int { return func(*probe) int { return n } }
	tied := []format{{name: "a", detect: sure(70)}, {name: "b", detect: sure(70)}, {name: "c", detect: sure(10)}}
	if f, err := detect(tied, newProbe("", nil), nil); err == nil || !strings.Contains(err.Error(), "a as well as b") {
		t.Errorf("a tie gives %v, %v", f, err)
	}
	settled := slices.Concat(tied, []format{{name: "d", detect: sure(71)}})
	if f, err := detect(settled, newProbe("", nil), nil); err != nil || f.name != "d" {
		t.Errorf("the surest does not win over a tie: %v, %v", f, err)
	}
}

// TestIDs pins what ids rest on: file name and content, nothing else.
func TestIDs(t *testing.T) {
	p := newParser(t)
	a := parseOne(t, p, "x/visit.txt", twoTurns)
	if again := parseOne(t, newParser(t), "y/visit.txt.gz", twoTurns); again.ID != a.ID {
		t.Errorf("the same content under the same name: %s and %s", a.ID, again.ID)
	}
	if other := parseOne(t, p, "x/visit.txt", twoTurns+"客户：再见。\n"); other.ID == a.ID {
		t.Errorf("other content has the same id %s", a.ID)
	}
	if !strings.HasPrefix(a.ID, "visit-") || len(a.ID) != len("visit-")+12 || a.ID != "visit-"+a.Source.SHA256[:12] {
		t.Errorf("id %q of content %s", a.ID, a.Source.SHA256)
	}
	in := parseOne(t, p, "-", twoTurns)
	if !strings.HasPrefix(in.ID, "stdin-") {
		t.Errorf("id %q from standard input", in.ID)
	}
	turn := `{"turns": [{"role": "agent", "text": "您好"}]}`
	r := p.Parse(Unit{File: "two.json", Line: 1, Data: []byte("[" + turn + "," + turn + "]")})
	if len(r.Calls) != 2 || r.Calls[1].ID != r.Calls[0].ID+"-2" {
		t.Errorf("two calls without ids: %+v", r)
	}
	same := `{"id": "A", "turns": [{"role": "agent", "text": "您好"}]}`
	r = p.Parse(Unit{File: "same.json", Line: 1, Data: []byte("[" + same + "," + same + "]")})
	if len(r.Calls) != 1 || len(r.Rejections) != 1 || r.Rejections[0].Position != "call 2" {
		t.Errorf("one id twice: %+v", r)
	}
}

// TestConvertedAgain reads a call that was converted before: it keeps its id
// and tells where it once came from.
func TestConvertedAgain(t *testing.T) {
	p := newParser(t)
	first := parseOne(t, p, "visit.srt", "1\n00:00:01,000 --> 00:00:02,000\n客户：你好\n")
	line, err := schemas.Encode(first)
	if err != nil {
		t.Fatal(err)
	}
	again := parseOne(t, p, "calls.jsonl", string(line))
	if again.ID != first.ID || again.Source.Format != "call-json" || again.Source.File != "calls.jsonl" {
		t.Errorf("id %s, source %+v", again.ID, again.Source)
	}
	if !slices.Contains(again.Source.Notes, "converted before from srt visit.srt") {
		t.Errorf("notes %q", again.Source.Notes)
	}
	if diff := cmp.Diff(first.Turns, again.Turns); diff != "" {
		t.Errorf("turns differ:\n%s", diff)
	}
	if diff := cmp.Diff(first.Roles, again.Roles); diff != "" {
		t.Errorf("roles differ:\n%s", diff)
	}
}

// TestArrayIsSumOfCalls reads the corpus as lines and as one array.
func TestArrayIsSumOfCalls(t *testing.T) {
	p := newParser(t)
	want := corpusCalls(t)
	var lines [][]byte
	for _, c := range want {
		line, err := schemas.Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	array := slices.Concat([]byte("["), bytes.Join(lines, []byte(",\n ")), []byte("]"))
	r := p.Parse(Unit{File: "all.json", Line: 1, Data: array})
	stream := p.Parse(Unit{File: "all.json", Line: 1, Data: bytes.Join(lines, []byte("\n"))})
	if len(r.Rejections)+len(stream.Rejections) != 0 || len(r.Calls) != len(want) || len(stream.Calls) != len(want) {
		t.Fatalf("%d and %d calls of %d, rejections %v %v", len(r.Calls), len(stream.Calls), len(want), r.Rejections, stream.Rejections)
	}
	for i, c := range want {
		if diff := cmp.Diff(c.Turns, r.Calls[i].Turns); diff != "" {
			t.Fatalf("%s: turns differ:\n%s", c.ID, diff)
		}
		if diff := cmp.Diff(c.LoanFile, stream.Calls[i].LoanFile); diff != "" {
			t.Fatalf("%s: loan file differs:\n%s", c.ID, diff)
		}
	}
}

// TestRejectionKeepsCause checks that a rejection can be inspected.
func TestRejectionKeepsCause(t *testing.T) {
	p := newParser(t)
	r := p.Parse(Unit{File: "f.jsonl", Position: "line 9", Line: 9, Data: []byte(`{"id": "a", "turns": [{"role": "agent", "text": 7}]}`)})
	if len(r.Rejections) != 1 {
		t.Fatalf("%+v", r)
	}
	got := r.Rejections[0]
	var at *ParseError
	if !errors.As(got, &at) || at.Field != "turns.text" {
		t.Errorf("cause %v", got.Err)
	}
	if got.Line != 9 || got.Position != "line 9" || got.Format != "call-json" || !strings.HasPrefix(got.Error(), "f.jsonl:9:") {
		t.Errorf("rejection %+v reads %q", got, got.Error())
	}
	newer := p.Parse(Unit{File: "f.json", Data: []byte(`{"id": "a", "schema": 99, "turns": [{"role": "agent", "text": "x"}]}`)})
	if len(newer.Rejections) != 1 || !errors.Is(newer.Rejections[0], schemas.ErrNewerVersion) {
		t.Errorf("a newer version: %+v", newer)
	}
}

// TestTruncatedCall cuts a call at every byte: what is cut is rejected with a
// place, never read in part.
func TestTruncatedCall(t *testing.T) {
	data, err := os.ReadFile("testdata/golden/native.json")
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.TrimSpace(data)
	p := newParser(t)
	start := bytes.Index(data, []byte(`"text"`)) + len(`"text": `)
	for i := start; i < len(data); i++ {
		r := p.Parse(Unit{File: "cut.json", Line: 1, Data: data[:i]})
		if len(r.Calls) != 0 || len(r.Rejections) != 1 {
			t.Fatalf("cut at %d: %d calls, %v", i, len(r.Calls), r.Rejections)
		}
		if got := r.Rejections[0]; got.Line == 0 && !strings.Contains(got.Reason, "byte offset") {
			t.Errorf("cut at %d: no place: %v", i, got)
		}
	}
}

func TestProbe(t *testing.T) {
	p := newProbe("dir/A.JSON", []byte(` [ {"a": {"b": [{"c": null}]}, "s": "x\"y", "k\u0061": 1, "n": 2}, {"z": 1} ]`))
	if p.kind != jsonArray || p.file != "A.JSON" || p.ext() != ".json" {
		t.Errorf("probe %+v", p)
	}
	for _, c := range []struct {
		path string
		want bool
	}{
		{"a", true}, {"a b", true}, {"a b c", true}, {"a c", false}, {"s", true}, {"s x", false}, {"ka", true}, {"z", false}, {"n", true}, {"", false},
	} {
		if got := p.has(strings.Fields(c.path)...); got != c.want {
			t.Errorf("has(%s) = %v", c.path, got)
		}
	}
	if got := p.str("s"); got != `x"y` {
		t.Errorf("str(s) = %q", got)
	}
	for _, c := range []struct {
		data string
		kind jsonKind
	}{
		{"", notJSON},
		{"[00:12] 客户：x", notJSON},
		{"[]", jsonArray},
		{"[", jsonArray},
		{`"x"`, jsonScalar},
		{"x", notJSON},
		{`{"a`, jsonObject},
		{`{"a": {"b": 1}, "c": [1, {"d`, jsonObject},
	} {
		if got := newProbe("", []byte(c.data)).kind; got != c.kind {
			t.Errorf("kind of %q = %d, want %d", c.data, got, c.kind)
		}
	}
	if cut := newProbe("", []byte(`{"a": {"b": 1}, "c": [{"d": 1, "e`)); !cut.has("a", "b") || !cut.has("c", "d") {
		t.Errorf("a document cut short: %v", cut.json)
	}
}

// FuzzScan compares the scanner with encoding/json on what both can read.
func FuzzScan(f *testing.F) {
	f.Add([]byte(`{"a": [1, "]", {"b": null}], "c\n": -1.5e3, "d": "\\"}`))
	f.Add([]byte(`{"a": "x`))
	f.Add([]byte(` [ ] `))
	f.Fuzz(func(t *testing.T, data []byte) {
		got := scanObject(data)
		firstElement(data)
		if !utf8.Valid(data) {
			return // decodeText lets no such document through
		}
		var want map[string]json.RawMessage
		if json.Unmarshal(data, &want) != nil || want == nil {
			return
		}
		if len(got) != len(want) {
			t.Fatalf("%d keys, want %d", len(got), len(want))
		}
		for key, raw := range want {
			if !bytes.Equal(got[key], raw) {
				t.Errorf("%q is %q, want %q", key, got[key], raw)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../nlp/corpus/train_calls.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	var lines [][]byte
	for line := range bytes.Lines(data) {
		lines = append(lines, line)
	}
	p := newParser(b)
	b.ReportAllocs()
	b.SetBytes(int64(len(data) / len(lines)))
	i := 0
	for b.Loop() {
		r := p.Parse(Unit{File: "f.jsonl", Position: "line 1", Line: 1, Data: lines[i%len(lines)]})
		if len(r.Calls) != 1 {
			b.Fatal(r.Rejections)
		}
		i++
	}
}
