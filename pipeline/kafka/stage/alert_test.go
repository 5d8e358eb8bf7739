package stage_test

import (
	"bytes"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/stages"
)

// What the real stages find in the corpus makes events that follow the schema.
func TestAlertsFollowTheSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("../../../schemas/alert.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var records []*consume.Record
	for _, c := range corpus(t) {
		records = append(records, put(t, c, topic.Live))
	}
	alerts := 0
	for _, m := range through(t, chain(t, 0, len(stages.Names())), records...) {
		if m.Topic != layout().Alerts() {
			continue
		}
		alerts++
		event, err := jsonschema.UnmarshalJSON(bytes.NewReader(m.Value))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(event); err != nil {
			t.Errorf("%s: %v", m.Value, err)
		}
	}
	if alerts < 10 {
		t.Errorf("%d alerts in the whole corpus", alerts)
	}
}
