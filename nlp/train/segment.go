package train

import (
	"context"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"huifang/nlp/normalize"
	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
	"huifang/schemas"
)

// trainSegment learns the correction of the general dictionary.
func trainSegment(ctx context.Context, opt Options) (Report, error) {
	sets, err := readCutSets(opt.Data)
	if err != nil {
		return Report{}, err
	}
	general, err := lexicon.LoadGeneral()
	if err != nil {
		return Report{}, err
	}
	r, c, err := correct(ctx, general, sets)
	if err != nil {
		return Report{}, err
	}
	artefact, err := lexicon.Compress(c.Append(nil))
	if err != nil {
		return Report{}, err
	}
	return finish(r, artefact, opt)
}

// correct learns the correction of a dictionary on all sets. For the report each
// set is left out once, since the sets are cut by different rules: its score tells
// what becomes of text that nobody has seen, cut by rules that nobody has told.
func correct(ctx context.Context, words *lexicon.Trie, sets []cutSet) (Report, *lexicon.Correction, error) {
	bare, err := segment.NewUnigram(words)
	if err != nil {
		return Report{}, nil, err
	}
	r := Report{Name: "segment", Scores: make([]Score, 2*len(sets))}
	var work errgroup.Group
	for i, left := range sets {
		r.Scores[2*i] = scoreCuts(left.name+", dictionary alone", bare, left.sentences)
		work.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c, err := segment.Learn(words, sentencesBut(sets, i))
			if err != nil {
				return err
			}
			engine, err := segment.NewCorrected(words, c, nil)
			if err != nil {
				return err
			}
			r.Scores[2*i+1] = scoreCuts(left.name+", left out", engine, left.sentences)
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		return Report{}, nil, err
	}
	all := sentencesBut(sets, -1)
	c, err := segment.Learn(words, all)
	if err != nil {
		return Report{}, nil, err
	}
	r.Examples, r.Features = len(all), len(c.Words)
	return r, c, nil
}

// sentencesBut returns the sentences of all sets but the one of that index.
func sentencesBut(sets []cutSet, without int) [][]string {
	var all [][]string
	for i, s := range sets {
		if i != without {
			all = append(all, s.sentences...)
		}
	}
	return all
}

// scoreCuts measures the words of an engine against those of people. White space
// belongs to no word.
func scoreCuts(name string, e segment.Engine, sentences [][]string) Score {
	s := Score{Set: name, Turns: len(sentences)}
	var text []rune
	var tokens []schemas.Token
	right, found, wanted := 0, 0, 0
	for _, words := range sentences {
		text = normalize.Fold(text[:0], strings.Join(words, ""))
		tokens = e.Segment(tokens[:0], text)
		gold := make(map[schemas.Span]bool, len(words))
		at := 0
		for _, w := range words {
			n := utf8.RuneCountInString(w)
			gold[schemas.Span{Start: at, End: at + n}] = true
			at += n
		}
		for _, t := range tokens {
			if gold[schemas.Span{Start: t.Start, End: t.End}] {
				right++
			}
		}
		found += len(tokens)
		wanted += len(gold)
	}
	s.Precision, s.Recall = float64(right)/float64(max(found, 1)), float64(right)/float64(max(wanted, 1))
	if right > 0 {
		s.F1 = 2 * s.Precision * s.Recall / (s.Precision + s.Recall)
	}
	return s
}
