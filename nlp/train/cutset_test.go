package train

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
)

func TestParseCuts(t *testing.T) {
	want := [][]string{{"资金链", "断", "了"}, {"好"}}
	for format, text := range map[cutFormat]string{
		cutSpaced: "资金链　 断  了\n\n好\n",
		cutTagged: "资金链_NN 断_VV 了_AS\n好_VA\n",
		cutConll:  "# 1\n1\t资金链\tN\n2-3\t断了\t_\n2\t断\tV\n3\t了\tA\n3.1\t空\t_\n\n1\t好\tV\n",
	} {
		if got := parseCuts(text, format); !reflect.DeepEqual(got, want) {
			t.Errorf("format %d: %q, want %q", format, got, want)
		}
	}
}

func TestTrainSegmentNeedsItsSets(t *testing.T) {
	if _, err := Run(t.Context(), "segment", Options{Data: t.TempDir()}); err == nil {
		t.Error("trains on an empty folder")
	}
}

func TestReadCutSets(t *testing.T) {
	dir := t.TempDir()
	for _, f := range cutFiles {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		text := "资金链_N 断_V\n"
		if f.format == cutConll {
			text = "1\t资金链\n2\t断\n"
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sets, err := readCutSets(dir)
	if err != nil || len(sets) != len(cutFiles) {
		t.Fatalf("%d sets, %v", len(sets), err)
	}
	for _, s := range sets {
		if len(s.sentences) != 1 || len(s.sentences[0]) != 2 {
			t.Errorf("%s: sentences %q", s.name, s.sentences)
		}
	}
}

// A word that the sets cut in another way than the dictionary is cut as in the
// sets, one that is left out too, and the same sets give the same bytes.
func TestCorrect(t *testing.T) {
	words, err := lexicon.Build([]lexicon.Entry{
		{Word: "我们", Freq: 90}, {Word: "有没有", Freq: 90}, {Word: "没有", Freq: 60}, {Word: "有", Freq: 2}, {Word: "没", Freq: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	same := slices.Repeat([][]string{{"我们", "有", "没有"}}, 30)
	sets := []cutSet{{"a", same}, {"b", same}}
	r, c, err := correct(t.Context(), words, sets)
	if err != nil {
		t.Fatal(err)
	}
	for k := 0; k < len(r.Scores); k += 2 {
		if before, after := r.Scores[k].F1, r.Scores[k+1].F1; before > 0.5 || after < 1 {
			t.Errorf("%s %.3f, %s %.3f", r.Scores[k].Set, before, r.Scores[k+1].Set, after)
		}
	}
	if r.Examples != 60 || r.Features == 0 {
		t.Errorf("%d examples, %d features", r.Examples, r.Features)
	}
	_, again, err := correct(t.Context(), words, sets)
	if err != nil || string(again.Append(nil)) != string(c.Append(nil)) {
		t.Errorf("the same sets give two corrections (%v)", err)
	}
}

func TestScoreCuts(t *testing.T) {
	words, err := segment.LoadWords()
	if err != nil {
		t.Fatal(err)
	}
	e, err := segment.NewUnigram(words)
	if err != nil {
		t.Fatal(err)
	}
	got := scoreCuts("x", e, [][]string{{"资金链", "断了"}})
	if got.Recall != 0.5 || got.Precision <= 0.3 || got.Precision >= 0.5 {
		t.Errorf("%+v, want one word of two right among three found", got)
	}
}
