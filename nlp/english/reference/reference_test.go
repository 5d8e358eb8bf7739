package reference_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/nlp/english"
	"huifang/nlp/english/reference"
	"huifang/schemas"
)

// The tagger of the analysis finds the same words, places and tags.
func TestTagsAsTheAnalysisDoes(t *testing.T) {
	prose, err := reference.New()
	if err != nil {
		t.Fatal(err)
	}
	fast, err := english.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"The buyer hasn't paid, and the loan's due in mid-May.",
		"那个 loan officer said it’s “fine” 就这样",
		"We shipped 1,200 units to Mr. Lee; the the repeated word.",
		"ｆｕｌｌ　ｗｉｄｔｈ ｌｏａｎ！",
	} {
		span := schemas.Span{End: len([]rune(text))}
		want, got := fast.Tag(nil, text, span), prose.Tag(nil, text, span)
		if len(want) == 0 {
			t.Errorf("%s: no words", text)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-analysis +prose):\n%s", text, diff)
		}
	}
}
