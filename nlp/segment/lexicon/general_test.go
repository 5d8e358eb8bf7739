//go:build !ne

package lexicon_test

import (
	"bytes"
	"os"
	"testing"

	"huifang/nlp/segment/lexicon"
	"huifang/nlp/segment/lexicon/gsedict"
)

// The shipped dictionary is what gendict makes of the version of gse in go.mod.
func TestGeneralIsUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole dictionary")
	}
	entries, err := gsedict.Entries()
	if err != nil {
		t.Fatal(err)
	}
	trie, err := lexicon.Build(entries)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.ReadFile("general.zst")
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := lexicon.Decompress(packed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(shipped, lexicon.Encode(trie)) {
		t.Error("general.zst is stale: run go generate")
	}
	if trie.Len() < 300_000 {
		t.Errorf("%d words, want the whole dictionary", trie.Len())
	}
}

func BenchmarkLoadGeneral(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lexicon.LoadGeneral(); err != nil {
			b.Fatal(err)
		}
	}
}
