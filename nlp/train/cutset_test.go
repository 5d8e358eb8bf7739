package train

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"huifang/nlp/segment"
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

func TestTrainSegmentNeedsData(t *testing.T) {
	if _, err := Run(t.Context(), "segment", Options{}); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("error %v, want one that names --data", err)
	}
	if _, err := Run(t.Context(), "segment", Options{Data: t.TempDir()}); err == nil {
		t.Error("trains on an empty folder")
	}
}

// A word that the sets cut in another way than the dictionary is cut as in the
// sets, and the same data give the same bytes.
func TestTrainSegmentFollowsTheSets(t *testing.T) {
	dir := t.TempDir()
	for _, f := range cutFiles {
		path := filepath.Join(dir, filepath.FromSlash(f.path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for range 20 {
			for i, w := range []string{"我们", "有", "没有", "工程款"} {
				switch f.format {
				case cutConll:
					fmt.Fprintf(&b, "%d\t%s\t_\n", i+1, w)
				case cutTagged:
					fmt.Fprintf(&b, "%s_X ", w)
				default:
					fmt.Fprintf(&b, "%s ", w)
				}
			}
			b.WriteString("\n")
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var artefacts [2][]byte
	for i := range artefacts {
		out := filepath.Join(t.TempDir(), "correction.zst")
		r, err := Run(t.Context(), "segment", Options{Data: dir, Out: out})
		if err != nil {
			t.Fatal(err)
		}
		for k := 0; k < len(r.Scores); k += 2 {
			if before, after := r.Scores[k].F1, r.Scores[k+1].F1; before > 0.9 || after < 1 {
				t.Errorf("%s %.3f, %s %.3f", r.Scores[k].Set, before, r.Scores[k+1].Set, after)
			}
		}
		if artefacts[i], err = os.ReadFile(out); err != nil {
			t.Fatal(err)
		}
	}
	if string(artefacts[0]) != string(artefacts[1]) {
		t.Error("the same data give two models")
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
