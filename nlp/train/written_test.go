package train

import (
	"slices"
	"testing"

	"huifang/nlp/sentiment/written"
)

func corpusOf(t *testing.T) *writtenCorpus {
	t.Helper()
	s, err := readWrittenSets(publicFiles())
	if err != nil {
		t.Fatal(err)
	}
	s.talk = []string{"利息下周还", "没有拖欠工资", "好的"}
	return newWrittenCorpus(s)
}

// A comment that is a copy of a post goes where the post goes, and no category
// of reviews lies in two folds.
func TestFoldsKeepCopiesAndCategoriesTogether(t *testing.T) {
	c := corpusOf(t)
	post, category := map[string]int{}, map[string]int{}
	for i := range c.texts {
		x := &c.texts[i]
		switch {
		case x.review != nil:
			if fold, ok := category[x.review.category]; ok && fold != x.fold {
				t.Errorf("%s is in folds %d and %d", x.review.category, fold, x.fold)
			}
			category[x.review.category] = x.fold
		case x.comment:
			if fold, ok := post[essence(x.post.text)]; ok && fold != x.fold || !ok && x.fold != -1 {
				t.Errorf("comment %q is in fold %d", x.post.text, x.fold)
			}
		case x.post != nil:
			post[essence(x.post.text)] = x.fold
		}
	}
	if len(category) != 3 || len(post) != 3 {
		t.Errorf("categories %v, posts %v", category, post)
	}
}

// What is said in one category of reviews alone is not learned.
func TestWordsOfOneCategoryAreLeftOut(t *testing.T) {
	fsys := publicFiles()
	fsys[reviewFile].Data = append(fsys[reviewFile].Data, "手机,0,手机太差了\n衣服,0,衣服太差了\n"...)
	reviews, err := readReviews(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c := newWrittenCorpus(&writtenSets{reviews: reviews})
	for text, want := range map[string]bool{"太差": true, "苹果": false, "书": false} {
		kept := false
		for _, f := range ngramsOf(text) {
			kept = kept || c.spread[f] != 0
		}
		if kept != want {
			t.Errorf("%s is kept: %v", text, kept)
		}
	}
}

// ngramsOf are the features of a text that it has by its words.
func ngramsOf(text string) []uint32 {
	shape := featuresOf("")
	return slices.DeleteFunc(featuresOf(text), func(f uint32) bool { return slices.Contains(shape, f) })
}

func TestGuessesAreMeasuredThroughTheGate(t *testing.T) {
	c := corpusOf(t)
	m, scores, err := c.train(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]int{}
	for _, s := range scores {
		sets[s.Set] = s.Turns
	}
	for set, want := range map[string]int{"domain": 12, "forum": 3, "reviews": 6, "reviews of 水果": 2} {
		if sets[set] != want {
			t.Errorf("%s: %d texts, want %d", set, sets[set], want)
		}
	}
	var s written.Scratch
	o := m.Judge(&s, "明天大跌快跑")
	if o.Mood[written.Negative] <= o.Mood[written.Positive] {
		t.Errorf("opinion %+v", o)
	}
}
