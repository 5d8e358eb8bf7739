package eval_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/eval"
	"huifang/schemas"
)

func TestWordsCountWhereBothEndsAreRight(t *testing.T) {
	var r eval.WordReport
	r.Add([]string{"应收账款", "还", "没", "收"}, []string{"应收", "账款", "还", "没收"})
	if want := (eval.Counts{TP: 1, FP: 3, FN: 3}); r.Words != want {
		t.Errorf("counts %+v, want %+v", r.Words, want)
	}
	r.Add([]string{"loan", "officer"}, []string{"loan", " ", "officer"})
	if r.Words.TP != 3 || r.Sentences != 2 {
		t.Errorf("blanks count as words: %+v", r)
	}
}

func readWords(t *testing.T, text string) ([][]string, error) {
	t.Helper()
	var all [][]string
	err := eval.ReadWords(strings.NewReader(text), func(words []string) error {
		all = append(all, words)
		return nil
	})
	return all, err
}

func TestReadWords(t *testing.T) {
	for name, tc := range map[string]struct {
		in   string
		want [][]string
	}{
		"lines":   {"他 还款 了 。\r\n\n 没 钱\n", [][]string{{"他", "还款", "了", "。"}, {"没", "钱"}}},
		"columns": {"# text = 不论你\n1\t不论\t_\tCS\n2\t你\t_\tPN\n\n1-2\t好的\t_\n1\t好\t_\n2\t的\t_\n2.1\t空\t_\n", [][]string{{"不论", "你"}, {"好", "的"}}},
		"empty":   {"\n\n", nil},
	} {
		got, err := readWords(t, tc.in)
		if err != nil || !cmp.Equal(got, tc.want) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := readWords(t, "1\t好\n2\n"); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a line without word: %v", err)
	}
}

func readNames(text string) ([]eval.LabelledText, error) {
	var all []eval.LabelledText
	err := eval.ReadNames(strings.NewReader(text), func(t eval.LabelledText) error {
		all = append(all, t)
		return nil
	})
	return all, err
}

func TestReadNames(t *testing.T) {
	got, err := readNames("王 B-PER\n平 I-PER\n在 O\n岭 B-LOC\n海 I-LOC\n\n岭\tB-ORG\n海\tM-ORG\n行\tE-ORG\n东\tS-GPE.NAM\n长\tB-TITLE\n")
	want := []eval.LabelledText{
		{Text: "王平在岭海", Names: []eval.EntityLabel{{Type: schemas.EntityPerson, Start: 0, End: 2}, {Type: schemas.EntityLoc, Start: 3, End: 5}}},
		{Text: "岭海行东长", Names: []eval.EntityLabel{{Type: schemas.EntityOrg, Start: 0, End: 3}, {Type: schemas.EntityLoc, Start: 3, End: 4}}},
	}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v\n%s", err, cmp.Diff(want, got))
	}
	for _, bad := range []string{"王 B-PER\n平平 O\n", "王 O\n平 X-PER\n", "王 O\n平 O 3\n"} {
		if _, err := readNames(bad); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestWithoutPunctuationKeepsNames(t *testing.T) {
	text := eval.LabelledText{Text: "“王平”,在岭海。", Names: []eval.EntityLabel{
		{Type: schemas.EntityPerson, Start: 1, End: 3}, {Type: schemas.EntityLoc, Start: 6, End: 8}, {Type: schemas.EntityOrg, Start: 8, End: 9},
	}}
	want := eval.LabelledText{Text: "王平在岭海", Names: []eval.EntityLabel{
		{Type: schemas.EntityPerson, Start: 0, End: 2}, {Type: schemas.EntityLoc, Start: 3, End: 5},
	}}
	if diff := cmp.Diff(want, text.WithoutPunctuation()); diff != "" {
		t.Error(diff)
	}
}

func TestNamesCountBySpanAndType(t *testing.T) {
	var r eval.NameReport
	r.Add([]eval.EntityLabel{{Type: schemas.EntityOrg, Start: 0, End: 4}, {Type: schemas.EntityLoc, Start: 6, End: 8}},
		[]schemas.Entity{{Type: schemas.EntityOrg, Start: 0, End: 4}, {Type: schemas.EntityPerson, Start: 6, End: 8}, {Type: schemas.EntityMoney, Start: 9, End: 12}})
	if got, want := r.Micro(), (eval.Counts{TP: 1, FP: 1, FN: 1}); got != want {
		t.Errorf("counts %+v, want %+v", got, want)
	}
}

func TestMoods(t *testing.T) {
	var r eval.MoodReport
	r.Add("neg", &schemas.Sentiment{Label: "neg", Score: -0.6})
	r.Add("pos", &schemas.Sentiment{Label: "neu", Score: 0.1, Abstained: true})
	r.Add("pos", &schemas.Sentiment{Label: "neg", Score: -0.4})
	r.Add("neu", nil)
	if r.Exact != (eval.Share{Hits: 2, Cases: 4}) || r.Side != (eval.Share{Hits: 2, Cases: 3}) ||
		r.Sided != (eval.Share{Hits: 2, Cases: 3}) || r.Abstained != (eval.Share{Hits: 2, Cases: 4}) {
		t.Errorf("report %+v", r)
	}
	want := map[string]eval.Counts{"neg": {TP: 1, FP: 1}, "pos": {FN: 2}, "neu": {TP: 1, FP: 1}}
	if diff := cmp.Diff(want, r.Labels); diff != "" {
		t.Error(diff)
	}
	if got := r.Macro(); got < 0.444 || got > 0.445 { // (2/3 + 2/3 + 0) / 3
		t.Errorf("macro %v", got)
	}
}

func TestReadMoods(t *testing.T) {
	var got [][2]string
	err := eval.ReadMoods(strings.NewReader("neg\t差\r\n\n1\t好\tgood\n"), func(label, text string) error {
		got = append(got, [2]string{label, text})
		return nil
	})
	if want := [][2]string{{"neg", "差"}, {"pos", "好\tgood"}}; err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"neg\t差\nbad\t差\n", "neg\t差\n差\n"} {
		err := eval.ReadMoods(strings.NewReader(bad), func(string, string) error { return nil })
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzReadNames demands that what is read fits together, whatever the input.
func FuzzReadNames(f *testing.F) {
	f.Add("王 B-PER\n平 I-PER\n\n。 O\n")
	f.Add("王\tS-ORG\n \tO\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := readNames(text)
		if err != nil {
			return
		}
		for _, labelled := range all {
			for _, form := range []eval.LabelledText{labelled, labelled.WithoutPunctuation()} {
				length := len([]rune(form.Text))
				for _, e := range form.Names {
					if e.Start >= e.End || e.Start < 0 || e.End > length {
						t.Fatalf("span %v in %q", e, form.Text)
					}
				}
			}
		}
	})
}
