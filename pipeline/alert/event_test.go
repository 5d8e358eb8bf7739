package alert_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"huifang/pipeline/alert"
	"huifang/schemas"
)

var update = flag.Bool("update", false, "rewrite the expected events in testdata")

var entered = time.Date(2026, 11, 9, 10, 31, 2, 500_000_000, time.FixedZone("", 8*3600))

// call reads testdata/NAME.call.json.
func call(t testing.TB, name string) *schemas.Call {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".call.json"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := schemas.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// raise returns the event of c, which must be worth one.
func raise(t testing.TB, c *schemas.Call, m alert.Meta) *alert.Event {
	t.Helper()
	e, err := alert.Raise(c, m)
	if err != nil {
		t.Fatal(err)
	}
	if e == nil {
		t.Fatalf("call %s raises no event", c.ID)
	}
	return e
}

func encode(t testing.TB, e *alert.Event) []byte {
	t.Helper()
	data, err := e.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compile(t testing.TB) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../schemas/alert.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(schema *jsonschema.Schema, data []byte) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return schema.Validate(v)
}

// TestGoldens compares the events of testdata/*.call.json with *.event.json.
// They hold the ids, too: an id that changes raises every alert once more.
func TestGoldens(t *testing.T) {
	schema := compile(t)
	for _, name := range []string{"red", "blue"} {
		e := raise(t, call(t, name), alert.Meta{Entered: entered, Backload: name == "blue"})
		data := encode(t, e)
		if err := validate(schema, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got bytes.Buffer
		if err := json.Indent(&got, data, "", " "); err != nil {
			t.Fatal(err)
		}
		got.WriteByte('\n')
		golden := filepath.Join("testdata", name+".event.json")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		back, err := alert.Parse(want)
		if err != nil {
			t.Fatal(err)
		}
		if again := encode(t, back); !bytes.Equal(again, data) {
			t.Errorf("%s read and written again is\n%s\nnot\n%s", name, again, data)
		}
	}
}

// The required attributes of CloudEvents 1.0, and the rules for names of
// attributes.
func TestEventsAreCloudEvents(t *testing.T) {
	var attributes map[string]any
	if err := json.Unmarshal(encode(t, raise(t, call(t, "red"), alert.Meta{Entered: entered})), &attributes); err != nil {
		t.Fatal(err)
	}
	for _, required := range []string{"id", "source", "specversion", "type"} {
		if s, _ := attributes[required].(string); s == "" {
			t.Errorf("%s is missing", required)
		}
	}
	if attributes["specversion"] != "1.0" {
		t.Errorf("specversion %v", attributes["specversion"])
	}
	name := regexp.MustCompile(`^[a-z0-9]+$`)
	for attribute := range attributes {
		if !name.MatchString(attribute) {
			t.Errorf("attribute %q has other characters than lower-case letters and digits", attribute)
		}
	}
	if _, err := time.Parse(time.RFC3339, attributes["time"].(string)); err != nil {
		t.Error(err)
	}
	if _, err := url.Parse(attributes["source"].(string)); err != nil {
		t.Error(err)
	}
	if u, err := url.Parse(attributes["dataschema"].(string)); err != nil || !u.IsAbs() {
		t.Errorf("data schema %v is no absolute URI: %v", attributes["dataschema"], err)
	}
}

func TestMessage(t *testing.T) {
	e := raise(t, call(t, "red"), alert.Meta{Entered: entered})
	m, err := e.Message([]byte("B0042"))
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Key) != "B0042" || m.Topic != "" || !bytes.Equal(m.Value, encode(t, e)) {
		t.Errorf("key %q, topic %q, value %s", m.Key, m.Topic, m.Value)
	}
	if len(m.Headers) != 1 || m.Headers[0].Key != "content-type" ||
		!strings.HasPrefix(string(m.Headers[0].Value), "application/cloudevents+json") {
		t.Errorf("headers %v", m.Headers)
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := compile(t)
	good := string(encode(t, raise(t, call(t, "red"), alert.Meta{Entered: entered})))
	for _, swap := range [][2]string{
		{`"level":"red"`, `"level":"green"`},
		{`"specversion":"1.0"`, `"specversion":"0.3"`},
		{`"turn":1`, `"turn":-1`},
		{`"subject":"visit-20261109-014"`, `"subject":""`},
		{`"time":"2026-11-09T02:31:02.5Z"`, `"time":"yesterday"`},
		{`"sentence":`, `"text":`},
	} {
		bad := strings.Replace(good, swap[0], swap[1], 1)
		if bad == good {
			t.Fatalf("%s does not stand in the event", swap[0])
		}
		if validate(schema, []byte(bad)) == nil {
			t.Errorf("%s is accepted", swap[1])
		}
	}
}

func TestParseRefuses(t *testing.T) {
	good := string(encode(t, raise(t, call(t, "red"), alert.Meta{Entered: entered})))
	for want, swap := range map[string][2]string{
		"alert event: ":       {`{`, `[`},
		`version "0.3"`:       {`"specversion":"1.0"`, `"specversion":"0.3"`},
		`raised.v2"`:          {`raised.v1`, `raised.v2`},
		"no id":               {`"id":"`, `"identity":"`},
		"no time":             {`"time":"`, `"moment":"`},
		`about call "other"`:  {`"call_id":"visit-20261109-014"`, `"call_id":"other"`},
		`level "ultraviolet"`: {`"level":"red"`, `"level":"ultraviolet"`},
	} {
		bad := strings.Replace(good, swap[0], swap[1], 1)
		if _, err := alert.Parse([]byte(bad)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"red", "blue"} {
		data, err := os.ReadFile(filepath.Join("testdata", name+".event.json"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"specversion":"1.0","type":"cn.huifang.alert.raised.v1"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := alert.Parse(data)
		if err != nil {
			return
		}
		first, err := e.Encode()
		if err != nil {
			t.Fatalf("what was read cannot be written: %v", err)
		}
		again, err := alert.Parse(first)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if second, err := again.Encode(); err != nil || !bytes.Equal(first, second) {
			t.Errorf("written twice: %s and %s, %v", first, second, err)
		}
	})
}
