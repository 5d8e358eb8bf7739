package message_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"

	"huifang/pipeline/kafka/message"
	"huifang/schemas"
)

var update = flag.Bool("update", false, "write the golden of the present wire version")

// golden is a message as it stands in testdata, one folder for each wire version.
type golden struct {
	Key     string          `json:"key"`
	Headers [][2]string     `json:"headers"`
	Value   json.RawMessage `json:"value"`
}

func (g *golden) message() *kafka.Message {
	m := &kafka.Message{Key: []byte(g.Key), Value: g.Value}
	for _, h := range g.Headers {
		m.Headers = append(m.Headers, kafka.Header{Key: h[0], Value: []byte(h[1])})
	}
	return m
}

func read(t testing.TB, file string) *golden {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return &g
}

func goldens(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/v*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	return files
}

var entered = time.Date(2026, 11, 9, 1, 30, 0, 123456789, time.UTC)

func carry() []kafka.Header {
	return []kafka.Header{{Key: "traceparent", Value: []byte("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")}}
}

func sample() *schemas.Call {
	start, end := int64(300), int64(4100)
	return &schemas.Call{
		ID: "C-1", Lang: "zh", CallDate: "2026-11-09", BorrowerID: "B-77",
		LoanFile: schemas.LoanFile{"borrower": "青田石雕工艺厂", "amount": 3500000.0},
		Turns: []schemas.Turn{
			{Idx: 0, Role: schemas.RoleAgent, StartMS: &start, EndMS: &end, Text: "您好 <银行> & 回访"},
			{Idx: 1, Role: schemas.RoleCustomer, Text: "您说"},
		},
	}
}

// What is written is the golden, byte for byte: a change here is a change of what
// other releases read.
func TestWireFormIsFixed(t *testing.T) {
	m, err := message.Encode(sample(), message.Meta{Entered: entered, Carry: carry()})
	if err != nil {
		t.Fatal(err)
	}
	g := golden{Key: string(m.Key), Value: m.Value}
	for _, h := range m.Headers {
		g.Headers = append(g.Headers, [2]string{h.Key, string(h.Value)})
	}
	file := filepath.Join("testdata", "v1", "call.json")
	if *update {
		var text strings.Builder
		enc := json.NewEncoder(&text)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(g); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(read(t, file), &g); diff != "" {
		t.Errorf("the form of messages has changed:\n%s", diff)
	}
}

// Messages of every version that was ever written are read.
func TestGoldensOfAllVersionsAreRead(t *testing.T) {
	for _, file := range goldens(t) {
		c, meta, err := message.Decode(read(t, file).message())
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if diff := cmp.Diff(message.Meta{Entered: entered, Carry: carry()}, meta); diff != "" {
			t.Errorf("%s:\n%s", file, diff)
		}
		want := sample()
		want.Schema = schemas.Version
		if diff := cmp.Diff(want, c); diff != "" {
			t.Errorf("%s:\n%s", file, diff)
		}
	}
}

func TestDecode(t *testing.T) {
	value := `{"id":"a","turns":[]}`
	at := time.Date(2026, 11, 9, 8, 0, 0, 0, time.FixedZone("", 8*3600))
	header := func(key, value string) []kafka.Header { return []kafka.Header{{Key: key, Value: []byte(value)}} }
	for _, tc := range []struct {
		name, value string
		headers     []kafka.Header
		want        string // of the error, empty for none
	}{
		{"no headers", value, nil, ""},
		{"schema no number", value, header(message.HeaderSchema, "one"), "huifang-schema is not a number"},
		{"schema below all", value, header(message.HeaderSchema, "0"), "huifang-schema is not a version"},
		{"newer in header", `not JSON of today`, header(message.HeaderSchema, "2"), "newer schema version: 2"},
		{"newer in value", `{"schema":2,"id":"a","turns":[]}`, header(message.HeaderSchema, "1"), "newer schema version: 2"},
		{"entered", value, header(message.HeaderEntered, "yesterday"), "huifang-entered is not an RFC 3339 time"},
		{"not JSON", `{"id":"a"`, nil, "unexpected end"},
		{"empty", ``, nil, "unexpected end"},
		{"invalid", `{"turns":[]}`, nil, "no id"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, meta, err := message.Decode(&kafka.Message{Value: []byte(tc.value), Headers: tc.headers, Time: at})
			switch {
			case tc.want == "" && err != nil, tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("%v, want %q", err, tc.want)
			case tc.want == "" && !meta.Entered.Equal(at):
				t.Errorf("put in at %v; the time of the message is %v", meta.Entered, at)
			}
			if newer := strings.HasPrefix(tc.name, "newer"); newer != errors.Is(err, schemas.ErrNewerVersion) {
				t.Errorf("%v is ErrNewerVersion: %v", err, !newer)
			}
		})
	}
}

func TestEncodeNeedsATime(t *testing.T) {
	if _, err := message.Encode(sample(), message.Meta{}); err == nil {
		t.Error("a call without the time at which it was put in was encoded")
	}
}

func TestKey(t *testing.T) {
	named := schemas.LoanFile{"borrower": "青田石雕工艺厂"}
	for _, tc := range []struct {
		call schemas.Call
		want string
	}{
		{schemas.Call{ID: "c", BorrowerID: "b", LoanFile: named}, "b"},
		{schemas.Call{ID: "c", LoanFile: named}, "青田石雕工艺厂"},
		{schemas.Call{ID: "c"}, "c"},
	} {
		if got := message.Key(&tc.call); string(got) != tc.want {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}

// Whatever a call holds comes out as it went in, and what is carried with it.
func TestDecodeUndoesEncode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := call().Draw(t, "call")
		meta := message.Meta{Entered: time.Unix(0, rapid.Int64Min(1).Draw(t, "entered")).UTC()}
		for range rapid.IntRange(0, 3).Draw(t, "headers") {
			meta.Carry = append(meta.Carry, kafka.Header{
				Key:   "x-" + rapid.String().Draw(t, "key"),
				Value: rapid.SliceOf(rapid.Byte()).Draw(t, "value"),
			})
		}
		m, err := message.Encode(c, meta)
		if err != nil {
			t.Fatal(err)
		}
		got, gotMeta, err := message.Decode(&m)
		if err != nil {
			t.Fatal(err)
		}
		c.Schema = schemas.Version
		if diff := cmp.Diff(c, got); diff != "" {
			t.Errorf("call:\n%s", diff)
		}
		if diff := cmp.Diff(meta, gotMeta); diff != "" {
			t.Errorf("headers:\n%s", diff)
		}
	})
}

// call draws calls of a few turns with and without optional fields.
func call() *rapid.Generator[*schemas.Call] {
	text := rapid.StringOf(rapid.RuneFrom([]rune("借款<>&\"\\\u2028\n a1😀")))
	optional := func(t *rapid.T, name string) *float64 {
		if !rapid.Bool().Draw(t, name+" is known") {
			return nil
		}
		v := rapid.Float64Range(0, 1).Draw(t, name)
		return &v
	}
	return rapid.Custom(func(t *rapid.T) *schemas.Call {
		c := &schemas.Call{
			ID: "c" + text.Draw(t, "id"), BorrowerID: text.Draw(t, "borrower"), Branch: text.Draw(t, "branch"),
			CallDate:           rapid.SampledFrom([]string{"", "2026-02-28"}).Draw(t, "date"),
			DurationMS:         rapid.Int64Min(0).Draw(t, "duration"),
			ComplianceReferral: rapid.Bool().Draw(t, "referral"),
			Turns:              []schemas.Turn{},
		}
		if rapid.Bool().Draw(t, "loan file") {
			c.LoanFile = schemas.LoanFile{"borrower": text.Draw(t, "name"), "amount": rapid.Float64Range(0, 1e12).Draw(t, "amount"), "none": nil}
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "turns") {
			c.Turns = append(c.Turns, schemas.Turn{
				Idx: i, Text: text.Draw(t, "text"), Confidence: optional(t, "confidence"),
				Role: rapid.SampledFrom([]string{schemas.RoleAgent, schemas.RoleCustomer, schemas.RoleUnknown}).Draw(t, "role"),
			})
		}
		return c
	})
}

// Decode ends without a panic on anything, and what it reads can be written and
// read again, with the same headers.
func FuzzDecode(f *testing.F) {
	for _, file := range goldens(f) {
		g := read(f, file)
		f.Add([]byte(g.Value), "1", "2026-11-09T01:30:00Z", "traceparent")
	}
	f.Add([]byte(`{"id":"a","turns":[]}`), "", "", message.HeaderContentType)
	f.Fuzz(func(t *testing.T, value []byte, version, entered, key string) {
		m := &kafka.Message{Value: value, Time: time.Unix(1, 0), Headers: []kafka.Header{
			{Key: message.HeaderSchema, Value: []byte(version)},
			{Key: message.HeaderEntered, Value: []byte(entered)},
			{Key: key, Value: []byte("v")},
		}}
		c, meta, err := message.Decode(m)
		if err != nil {
			return
		}
		again, err := message.Encode(c, meta)
		if err != nil && !meta.Entered.IsZero() {
			t.Fatalf("a call that was read cannot be written: %v", err)
		}
		if err != nil {
			return
		}
		c2, meta2, err := message.Decode(&again)
		if err != nil {
			t.Fatalf("a call that was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(meta, meta2); diff != "" || c.ID != c2.ID || len(c.Turns) != len(c2.Turns) {
			t.Fatalf("read again it is another:\n%s", diff)
		}
	})
}
