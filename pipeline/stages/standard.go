package stages

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"

	"huifang/nlp/dialogue"
	"huifang/nlp/entity"
	"huifang/nlp/fact"
	"huifang/nlp/keyword"
	"huifang/nlp/redact"
	"huifang/nlp/risk"
	"huifang/nlp/riskmodel"
	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
	"huifang/nlp/sentiment"
	"huifang/nlp/value"
	"huifang/pipeline"
	"huifang/pipeline/assess"
	"huifang/schemas"
)

// Versions of what the stages do. Raise one whenever the same call could come
// out differently, be it by code or by a shipped model or list; rule sets and
// user dictionaries carry versions of their own.
const (
	segmentVersion = "1"
	extractVersion = "1"
	tagVersion     = "1"
	assessVersion  = "1"
	maskVersion    = "1"
)

// Options say what the stages work with.
type Options struct {
	// Rules is the rule set; required.
	Rules *risk.RuleSet
	// UserDictionary is the path of a word list that goes before the shipped
	// ones; empty for none.
	UserDictionary string
}

// Standard returns segment, extract, tag and assess. The stages share their
// models, which are loaded here or with the first call.
func Standard(o Options) ([]pipeline.Stage, error) {
	segmentStage, err := newSegment(o.UserDictionary)
	if err != nil {
		return nil, err
	}
	extractStage, err := newExtract(o.Rules)
	if err != nil {
		return nil, err
	}
	tagStage, err := newTag(o.Rules)
	if err != nil {
		return nil, err
	}
	assessStage, err := newAssess(o.Rules)
	if err != nil {
		return nil, err
	}
	return []pipeline.Stage{segmentStage, extractStage, tagStage, assessStage}, nil
}

func newSegment(userDictionary string) (pipeline.Stage, error) {
	version := segmentVersion
	var lists [][]lexicon.Entry
	if userDictionary != "" {
		data, err := os.ReadFile(userDictionary)
		if err != nil {
			return pipeline.Stage{}, fmt.Errorf("user dictionary: %w", err)
		}
		entries, err := lexicon.ParseFile(userDictionary)
		if err != nil {
			return pipeline.Stage{}, fmt.Errorf("user dictionary: %w", err)
		}
		lists = append(lists, entries)
		sum := sha256.Sum256(data)
		version += "+" + hex.EncodeToString(sum[:4])
	}
	annotator := segment.NewAnnotator(segment.OpenUnigram(lists...))
	return pipeline.Stage{
		Name:     "segment",
		Doc:      "cuts turns into words and tells their language",
		Version:  version,
		Provides: []pipeline.Layer{pipeline.LayerTokens, pipeline.LayerLang},
		Run:      func(_ context.Context, c *schemas.Call) error { return annotator.Annotate(c) },
	}, nil
}

func newExtract(rules *risk.RuleSet) (pipeline.Stage, error) {
	recognizer := entity.NewRecognizer(value.NewScanner())
	facts, err := fact.NewExtractor(rules)
	if err != nil {
		return pipeline.Stage{}, fmt.Errorf("facts: %w", err)
	}
	keywords := keyword.New(keyword.DefaultMax)
	return pipeline.Stage{
		Name:     "extract",
		Doc:      "finds names, values, personal data, keywords and facts about the loan",
		Version:  extractVersion,
		Requires: []pipeline.Layer{pipeline.LayerTokens},
		Provides: []pipeline.Layer{pipeline.LayerEntities, pipeline.LayerPII, pipeline.LayerFacts, pipeline.LayerKeywords},
		Run: func(_ context.Context, c *schemas.Call) error {
			recognizer.Annotate(c)
			redact.Annotate(c)
			facts.Annotate(c)
			var err error
			c.Keywords, err = keywords.Extract(c)
			return err
		},
	}, nil
}

func newTag(rules *risk.RuleSet) (pipeline.Stage, error) {
	model, err := riskmodel.Load()
	if err != nil {
		return pipeline.Stage{}, fmt.Errorf("risk model: %w", err)
	}
	mood, err := sentiment.New()
	if err != nil {
		return pipeline.Stage{}, fmt.Errorf("sentiment model: %w", err)
	}
	course, err := dialogue.NewAnalyzer(rules)
	if err != nil {
		return pipeline.Stage{}, fmt.Errorf("phases and checklist: %w", err)
	}
	tagger := risk.NewTagger(rules, model)
	return pipeline.Stage{
		Name:     "tag",
		Doc:      "tags phases, checklist, sentiment and risk signals",
		Version:  tagVersion + "+rules-" + rules.Version,
		Requires: []pipeline.Layer{pipeline.LayerEntities},
		Provides: []pipeline.Layer{pipeline.LayerPhases, pipeline.LayerChecklist, pipeline.LayerSentiment, pipeline.LayerSignals},
		Run: func(_ context.Context, c *schemas.Call) error {
			course.Annotate(c)
			mood.Annotate(c)
			tagger.Annotate(c)
			c.Analysis.Rules = rules.Version
			return nil
		},
	}, nil
}

func newAssess(rules *risk.RuleSet) (pipeline.Stage, error) {
	assessor, err := assess.New(rules)
	if err != nil {
		return pipeline.Stage{}, fmt.Errorf("assessment: %w", err)
	}
	return pipeline.Stage{
		Name:     "assess",
		Doc:      "compares with the loan file, sets alert level and follow-up",
		Version:  assessVersion + "+rules-" + rules.Version,
		Requires: []pipeline.Layer{pipeline.LayerSignals, pipeline.LayerFacts},
		Provides: []pipeline.Layer{pipeline.LayerDiscrepancies, pipeline.LayerAlert},
		Run: func(_ context.Context, c *schemas.Call) error {
			assessor.Assess(c)
			return nil
		},
	}, nil
}

// Mask hides personal data in all texts of the call. It stands last: earlier
// stages work on what was said.
func Mask() pipeline.Stage {
	return pipeline.Stage{
		Name:     "mask",
		Doc:      "hides personal data, keeping the length of every text",
		Version:  maskVersion,
		Requires: []pipeline.Layer{pipeline.LayerPII},
		Run: func(_ context.Context, c *schemas.Call) error {
			*c = *redact.Mask(c)
			return nil
		},
	}
}
