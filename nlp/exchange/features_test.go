package exchange

import (
	"slices"
	"strings"
	"testing"
)

func hashes(prev, text string) []uint32 {
	var f Features
	f.Extract(prev, text)
	return f.Hashes
}

func TestExtractJoinsShortAnswersToTheQuestion(t *testing.T) {
	const question = "账户有没有被冻结?"
	yes, no := hashes(question, "有"), hashes(question, "没有")
	shared := 0
	for _, h := range yes {
		if slices.Contains(no, h) {
			shared++
		}
	}
	// The question's own n-grams and the unit 有 are shared; what the answer
	// makes of the question is not.
	if shared == 0 || shared > len(yes)/2+1 {
		t.Errorf("%d of %d features shared between yes and no", shared, len(yes))
	}
}

func TestExtractJoinsNoQuestionToLongTurns(t *testing.T) {
	const question = "账户有没有被冻结?"
	long := strings.Repeat("有这么一回事", 5)
	units := 8 // of the question
	want := units + (units - 1) + (units - 2)
	if got := len(hashes(question, long)) - len(hashes("", long)); got != want {
		t.Errorf("the question adds %d features to a long turn, want %d", got, want)
	}
}

func TestExtractReadsTheEndOfTheQuestion(t *testing.T) {
	long := strings.Repeat("我先说几句别的", 20)
	end := strings.Repeat("最后问还款", 8)
	if !slices.Equal(hashes(long+end, "好"), hashes(end, "好")) {
		t.Error("the beginning of a long question shows in the features")
	}
}

func TestExtractBoundsLongTurns(t *testing.T) {
	if n := len(hashes("", strings.Repeat("亏", 100_000))); n > turnUnits*Long().Turn+1 {
		t.Errorf("%d features", n)
	}
}

// N-grams beyond the orders are left out, and the rest is the same.
func TestOrdersBoundTheGrams(t *testing.T) {
	f := Features{Orders: Orders{Turn: 2, Question: 1}}
	f.Extract("工资发了吗", "上个月的还没有发下来呢一分钱也没有")
	turn, question := 17, 5
	if got, want := len(f.Hashes), turn+(turn-1)+question+1; got != want {
		t.Errorf("%d features, want %d", got, want)
	}
	all := hashes("工资发了吗", "上个月的还没有发下来呢一分钱也没有")
	for _, h := range f.Hashes {
		if !slices.Contains(all, h) {
			t.Errorf("feature %d is none of the longer orders'", h)
		}
	}
}

func TestBlocksAreTheFeatures(t *testing.T) {
	var joined []uint32
	for _, b := range Blocks("工资发了吗?", "发了,一分没欠。") {
		joined = append(joined, b.Features...)
	}
	if !slices.Equal(joined, hashes("工资发了吗?", "发了,一分没欠。")) {
		t.Error("blocks and hashes differ")
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("有没有?", "没有")
	f.Add("", "")
	var used Features
	f.Fuzz(func(t *testing.T, prev, text string) {
		used.Extract(prev, text)
		if !slices.Equal(used.Hashes, hashes(prev, text)) {
			t.Fatal("used and fresh scratch differ")
		}
	})
}
