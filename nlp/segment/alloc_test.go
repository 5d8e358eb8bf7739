//go:build !race

package segment

import (
	"testing"

	"huifang/nlp/normalize"
)

// The race detector makes pools forget at random.
func TestUnigramDoesNotAllocate(t *testing.T) {
	u := must[*Unigram](t)(shipped())
	runes := normalize.Fold(nil, "我们的应收账款大概三点五个亿，还没有收回来呢")
	dst := u.Segment(nil, runes)
	if n := testing.AllocsPerRun(100, func() { dst = u.Segment(dst[:0], runes) }); n >= 1 {
		t.Errorf("%v allocations a text, want none", n)
	}
}
