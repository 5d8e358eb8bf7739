package train

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"huifang/nlp/names"
	"huifang/nlp/segment"
	"huifang/schemas"
	"pgregory.net/rapid"
)

func writeNews(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, filepath.FromSlash(newsFile))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestReadNews(t *testing.T) {
	dir := writeNews(t, "王 B-PER\n强 I-PER\n在 O\n京 B-LOC\n\n\n苏 B-ORG\n行 I-ORG\n张 B-PER")
	news, err := readNews(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(news) != 2 || string(news[0].Text) != "王强在京" || string(news[1].Text) != "苏行张" {
		t.Fatalf("texts are %v", news)
	}
	want := [][]names.Name{
		{{Start: 0, End: 2, Type: schemas.EntityPerson}, {Start: 3, End: 4, Type: schemas.EntityLoc}},
		{{Start: 0, End: 2, Type: schemas.EntityOrg}, {Start: 2, End: 3, Type: schemas.EntityPerson}},
	}
	for k := range news {
		if !slices.Equal(news[k].Names, want[k]) {
			t.Errorf("names of %s are %v, want %v", string(news[k].Text), news[k].Names, want[k])
		}
	}
}

func TestReadNewsNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"王 B-PER\n强": "train.txt:2", "王强 O": "train.txt:1", "王 O\n强 B-XYZ": "train.txt:2",
	} {
		if _, err := readNews(writeNews(t, text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not name %s", text, err, want)
		}
	}
	if _, err := readNews(t.TempDir()); err == nil {
		t.Error("a missing file is no error")
	}
}

// TestRewritesKeepNames checks that names keep their type and their text but for
// punctuation, whatever is left out of a text or put into it.
func TestRewritesKeepNames(t *testing.T) {
	engine, err := segment.OpenUnigram()()
	if err != nil {
		t.Fatal(err)
	}
	slips := newSlips()
	rapid.Check(t, func(t *rapid.T) {
		var e named
		for range rapid.IntRange(1, 5).Draw(t, "parts") {
			e.Text = append(e.Text, []rune(rapid.SampledFrom([]string{"", "我们", "说,", "——"}).Draw(t, "between"))...)
			name := rapid.SampledFrom([]string{"王强", "《苏州日报》", "约翰·史密斯", "—"}).Draw(t, "name")
			start := len(e.Text)
			e.Text = append(e.Text, []rune(name)...)
			e.Names = append(e.Names, names.Name{Start: start, End: len(e.Text), Type: schemas.EntityOrg})
		}
		e.Tokens = engine.Segment(nil, e.Text)
		bare := strings.NewReplacer("《", "", "》", "", "·", "", "—", "")
		var want []string
		for _, n := range e.Names {
			if s := bare.Replace(string(e.Text[n.Start:n.End])); s != "" {
				want = append(want, s)
			}
		}
		for _, out := range []names.Example{unpunctuated(&e, engine), slips.into(&e, engine)} {
			var got []string
			for _, n := range out.Names {
				got = append(got, string(out.Text[n.Start:n.End]))
			}
			if !slices.Equal(got, want) {
				t.Fatalf("names of %s in %s are %q, want %q", string(e.Text), string(out.Text), got, want)
			}
		}
	})
}

func TestCountNames(t *testing.T) {
	tally := map[string]*nameTally{}
	wanted := []names.Name{{Start: 0, End: 2, Type: schemas.EntityPerson}, {Start: 3, End: 5, Type: schemas.EntityLoc}}
	found := []names.Name{{Start: 0, End: 2, Type: schemas.EntityPerson, Margin: 1}, {Start: 3, End: 5, Type: schemas.EntityOrg}}
	countNames(tally, wanted, found)
	for kind, want := range map[string]nameTally{
		allTypes: {1, 2, 2}, schemas.EntityPerson: {1, 1, 1}, schemas.EntityLoc: {0, 0, 1}, schemas.EntityOrg: {0, 1, 0},
	} {
		if got := tally[kind]; got == nil || *got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}
