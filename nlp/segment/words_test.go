package segment

import (
	"bytes"
	"slices"
	"testing"

	"huifang/nlp/segment/lexicon"
)

// The shipped words are what genwords makes of the dictionary, the correction
// and the terms.
func TestWordsAreUpToDate(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole dictionary")
	}
	c := must[*lexicon.Correction](t)(LoadCorrection())
	terms := must[[]lexicon.Entry](t)(Terms())
	words, err := Merge(must[*lexicon.Trie](t)(general()), c, terms)
	if err != nil {
		t.Fatal(err)
	}
	shipped := must[[]byte](t)(lexicon.Decompress(shippedWords))
	if !bytes.Equal(shipped, lexicon.Encode(words)) {
		t.Error("words.zst is stale: run go generate")
	}
}

// What people cut otherwise than the dictionary is learned, and what no sentence
// holds stays.
func TestLearn(t *testing.T) {
	entries := []lexicon.Entry{
		{Word: "资金", Freq: 50, POS: "n"},
		{Word: "资金链", Freq: 40, POS: "n"},
		{Word: "链", Freq: 2, POS: "n"},
		{Word: "有没有", Freq: 90, POS: "v"},
		{Word: "有", Freq: 2, POS: "v"},
		{Word: "没有", Freq: 60, POS: "v"},
		{Word: "没", Freq: 2, POS: "v"},
	}
	words, err := lexicon.Build(entries)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Learn(words, slices.Repeat([][]string{{"有", "没有", "资金链"}, {"有", "没有"}, {"资金链", "没有"}}, 10))
	if err != nil {
		t.Fatal(err)
	}
	if c.Words["有没有"] >= 0 || c.Words["有"] <= 0 {
		t.Errorf("corrections %v, want 有没有 to lose and 有 to win", c.Words)
	}
	u := must[*Unigram](t)(NewCorrected(words, c, nil))
	if u.words.Freq([]rune("有没有")) != 0 || u.words.Freq([]rune("资金")) == 0 {
		t.Error("a word that always loses is kept, or one that can win is not")
	}
	for text, want := range map[string]int{"有没有资金链": 3, "资金": 1} {
		if got := cut(u, text); len(got) != want {
			t.Errorf("%s is cut into %v, want %d words", text, got, want)
		}
	}
}
