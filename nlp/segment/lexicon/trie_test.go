package lexicon

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTrieKeepsFirstOfEqualWords(t *testing.T) {
	trie, err := Build([]Entry{{"流贷", 7, "n"}, {"", 3, "x"}, {"流贷", 9, "v"}, {"流", 2, ""}})
	if err != nil {
		t.Fatal(err)
	}
	if got := trie.Freq([]rune("流贷")); got != 7 {
		t.Errorf("frequency %v, want that of the first entry, 7", got)
	}
	if trie.Len() != 2 || trie.Total() != 9 {
		t.Errorf("%d words, total %v, want 2 and 9", trie.Len(), trie.Total())
	}
	for _, absent := range []string{"", "贷", "流贷款", "物", "\U0010ffff"} {
		if got := trie.Freq([]rune(absent)); got != 0 {
			t.Errorf("%q has frequency %v, want none", absent, got)
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, entries := range map[string][]Entry{
		"a word without frequency":     {{"流贷", 0, ""}},
		"a code point beyond the trie": {{"\U0010ffff", 1, ""}},
	} {
		if _, err := Build(entries); err == nil {
			t.Errorf("Build takes %s", name)
		}
	}
}

// Whatever goes in comes out, before and after encoding, and nothing else.
func TestTrieHoldsExactlyItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.MapOf(
			rapid.StringMatching(`[甲乙丙丁a-c𠮷]{1,6}`),
			rapid.Float64Range(0.5, 1e6),
		).Draw(t, "words")
		var entries []Entry
		for w, f := range words {
			entries = append(entries, Entry{w, f, string("nv"[len(w)%2])})
		}
		sortEntries(entries)
		trie, err := Build(entries)
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := Decode(Encode(trie))
		if err != nil {
			t.Fatal(err)
		}
		for _, tr := range []*Trie{trie, decoded} {
			got := slices.Collect(tr.All)
			sortEntries(got)
			if !slices.Equal(got, entries) {
				t.Fatalf("trie holds %v, want %v", got, entries)
			}
			probe := rapid.StringMatching(`[甲乙丙丁a-c𠮷戊]{0,6}`).Draw(t, "probe")
			if got := tr.Freq([]rune(probe)); got != words[probe] {
				t.Fatalf("frequency of %q is %v, want %v", probe, got, words[probe])
			}
		}
	})
}

// Pairs is two steps from the root at every place.
func TestPairsAreTwoSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []Entry
		for i, w := range rapid.SliceOfN(rapid.StringMatching(`[甲乙丙丁a-c]{1,4}`), 1, 20).Draw(t, "words") {
			entries = append(entries, Entry{w, float64(i + 1), ""})
		}
		trie, err := Build(entries)
		if err != nil {
			t.Fatal(err)
		}
		var codes []uint16
		for _, r := range rapid.StringMatching(`[甲乙丙丁戊a-d]{0,20}`).Draw(t, "text") {
			codes = append(codes, trie.Code(r))
		}
		codes = append(codes, trie.None())
		pairs := make([]Node, len(codes)-1)
		trie.Pairs(pairs, codes)
		for i, got := range pairs {
			want := Root
			if first, ok := trie.Child(Root, codes[i]); ok {
				if second, ok := trie.Child(first, codes[i+1]); ok {
					want = second
				}
			}
			if got != want {
				t.Fatalf("place %d: node %d, want %d", i, got, want)
			}
		}
	})
}

func sortEntries(entries []Entry) {
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Word, b.Word) })
}

func FuzzDecode(f *testing.F) {
	trie, err := Build([]Entry{{"应收", 5, "v"}, {"应收账款", 3, "n"}, {"账款", 9.5, "n"}, {"a轮", 2, ""}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(Encode(trie))
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, data []byte) {
		trie, err := Decode(data)
		if err != nil {
			if !errors.Is(err, errDamaged) {
				t.Errorf("error %v is not errDamaged", err)
			}
			return
		}
		// Every walk must stay within the cells.
		for n := range trie.cells {
			for code := 1; code < len(trie.alphabet()); code++ {
				trie.Child(Node(n), uint16(code))
			}
		}
		for n := range trie.Size() - padding(len(trie.alphabet())-1) {
			if _, ok := trie.Child(Node(n), trie.None()); ok {
				t.Fatal("a word goes on with what is in no word")
			}
		}
		codes := []uint16{1, trie.None(), 1, trie.None()}
		trie.Pairs(make([]Node, len(codes)-1), codes)
	})
}
