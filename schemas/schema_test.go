package schemas_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func callSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("call.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func instance(t *testing.T, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestGoldensFollowTheSchema(t *testing.T) {
	schema := callSchema(t)
	files, err := filepath.Glob("testdata/v1/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens found: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance(t, string(bytes.TrimSpace(data)))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestSchemaRefuses(t *testing.T) {
	schema := callSchema(t)
	for _, text := range []string{
		`{"turns":[]}`,
		`{"id":"a","turns":[{"idx":0,"text":"x","role":"boss"}]}`,
		`{"id":"a","call_date":"9.11.2026","turns":[]}`,
		`{"id":"a","turns":[{"idx":0,"text":"x","signals":[{"code":"x","severity":9,"status":"sure","confidence":2,"start":0,"end":1}]}]}`,
	} {
		if schema.Validate(instance(t, text)) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
