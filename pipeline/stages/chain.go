package stages

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"huifang/nlp/dialogue"
	"huifang/nlp/disfluency"
	"huifang/nlp/entity"
	"huifang/nlp/fact"
	"huifang/nlp/keyword"
	"huifang/nlp/names"
	"huifang/nlp/redact"
	"huifang/nlp/risk"
	"huifang/nlp/riskmodel"
	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
	"huifang/nlp/sentiment"
	"huifang/nlp/stance"
	"huifang/nlp/value"
	"huifang/pipeline"
	"huifang/pipeline/assess"
	"huifang/schemas"
)

// Versions of what the stages do. Raise one whenever the same call could come
// out differently, be it by code or by a shipped model or list; rule sets and
// user dictionaries carry versions of their own.
const (
	segmentVersion = "2"
	extractVersion = "2"
	tagVersion     = "2"
	assessVersion  = "2"
	maskVersion    = "2"
)

// Options say what the stages work with.
type Options struct {
	// Rules is the rule set; required.
	Rules *risk.RuleSet
	// UserDictionary is the path of a word list that goes before the shipped
	// ones; empty for none.
	UserDictionary string
	// PseudonymKey makes the pseudonyms of people hold over all calls of a
	// borrower; without it they are good within a call.
	PseudonymKey []byte
}

// definition is a stage that is not built yet.
type definition struct {
	name, doc          string
	requires, provides []pipeline.Layer
	build              func(Options) (version string, steps []pipeline.Step, err error)
}

// definitions is the list.
func definitions() []definition {
	return []definition{
		{
			name:     "segment",
			doc:      "cuts turns into words, tells their language and marks disfluencies",
			provides: []pipeline.Layer{pipeline.LayerTokens, pipeline.LayerLang, pipeline.LayerDisfluencies},
			build:    buildSegment,
		},
		{
			name:     "extract",
			doc:      "finds names, values, personal data, keywords and facts about the loan",
			requires: []pipeline.Layer{pipeline.LayerTokens},
			provides: []pipeline.Layer{pipeline.LayerEntities, pipeline.LayerPII, pipeline.LayerFacts, pipeline.LayerKeywords},
			build:    buildExtract,
		},
		{
			name:     "tag",
			doc:      "tags phases, checklist, sentiment, risk signals and what is said of repayment",
			requires: []pipeline.Layer{pipeline.LayerDisfluencies, pipeline.LayerEntities},
			provides: []pipeline.Layer{pipeline.LayerPhases, pipeline.LayerChecklist, pipeline.LayerSentiment, pipeline.LayerSignals},
			build:    buildTag,
		},
		{
			name:     "assess",
			doc:      "compares with the loan file, sets alert level and follow-up",
			requires: []pipeline.Layer{pipeline.LayerSignals, pipeline.LayerFacts},
			provides: []pipeline.Layer{pipeline.LayerDiscrepancies, pipeline.LayerAlert},
			build:    buildAssess,
		},
		{
			// Last, since earlier stages work on what was said.
			name:     "mask",
			doc:      "hides personal data, keeping the length of every text",
			requires: []pipeline.Layer{pipeline.LayerPII},
			build:    buildMask,
		},
	}
}

// Names lists the stages of the whole chain in order.
func Names() []string {
	var names []string
	for _, d := range definitions() {
		names = append(names, d.name)
	}
	return names
}

// Chain builds the stages of the given names, which must be neighbours in the
// list and in its order, into a chain for calls that all stages before them
// have annotated. It loads only the models that these stages need.
func Chain(o Options, names []string) (*pipeline.Chain, error) {
	all := definitions()
	if len(names) == 0 {
		return nil, errors.New("no stages are named")
	}
	first := slices.IndexFunc(all, func(d definition) bool { return d.name == names[0] })
	if first < 0 {
		return nil, fmt.Errorf("there is no stage %q; the stages are %s", names[0], strings.Join(Names(), ", "))
	}
	if first+len(names) > len(all) || !slices.Equal(Names()[first:first+len(names)], names) {
		return nil, fmt.Errorf("stages %s are not neighbours in the order %s", strings.Join(names, ","), strings.Join(Names(), ", "))
	}
	var provided []pipeline.Layer
	for _, d := range all[:first] {
		provided = append(provided, d.provides...)
	}
	built := make([]pipeline.Stage, len(names))
	var loading errgroup.Group // models take a tenth of a second to load, one after another
	for i, d := range all[first : first+len(names)] {
		loading.Go(func() error {
			version, steps, err := d.build(o)
			built[i] = pipeline.Stage{
				Name: d.name, Doc: d.doc, Version: version,
				Requires: d.requires, Provides: d.provides, Steps: steps,
			}
			return err
		})
	}
	if err := loading.Wait(); err != nil {
		return nil, err
	}
	return pipeline.NewChain(built, provided...)
}

func buildSegment(o Options) (string, []pipeline.Step, error) {
	version := segmentVersion
	var lists [][]lexicon.Entry
	if o.UserDictionary != "" {
		data, err := os.ReadFile(o.UserDictionary)
		if err != nil {
			return "", nil, fmt.Errorf("user dictionary: %w", err)
		}
		entries, err := lexicon.ParseFile(o.UserDictionary)
		if err != nil {
			return "", nil, fmt.Errorf("user dictionary: %w", err)
		}
		lists = append(lists, entries)
		sum := sha256.Sum256(data)
		version += "+" + hex.EncodeToString(sum[:4])
	}
	annotator := segment.NewAnnotator(segment.OpenUnigram(lists...))
	tagger, err := disfluency.New()
	if err != nil {
		return "", nil, err
	}
	return version, []pipeline.Step{fallible(annotator.Annotate), step(tagger.Annotate)}, nil
}

func buildExtract(o Options) (string, []pipeline.Step, error) {
	tagger, err := names.Load()
	if err != nil {
		return "", nil, fmt.Errorf("tagger of names: %w", err)
	}
	recognizer := entity.NewTaggedRecognizer(value.NewScanner(), tagger)
	facts, err := fact.NewExtractor(o.Rules)
	if err != nil {
		return "", nil, fmt.Errorf("facts: %w", err)
	}
	keywords := keyword.New(keyword.DefaultMax)
	return extractVersion, []pipeline.Step{
		step(recognizer.Annotate),
		step(redact.Annotate),
		step(facts.Annotate),
		fallible(func(c *schemas.Call) (err error) {
			c.Keywords, err = keywords.Extract(c)
			return err
		}),
	}, nil
}

func buildTag(o Options) (string, []pipeline.Step, error) {
	var (
		model     *riskmodel.Model
		mood      *sentiment.Analyzer
		course    *dialogue.Analyzer
		repayment *stance.Analyzer
		loading   errgroup.Group
	)
	load(&loading, "risk model", &model, riskmodel.Load)
	load(&loading, "sentiment model", &mood, sentiment.New)
	load(&loading, "phases and checklist", &course, func() (*dialogue.Analyzer, error) { return dialogue.NewAnalyzer(o.Rules) })
	load(&loading, "repayment", &repayment, func() (*stance.Analyzer, error) { return stance.New(o.Rules) })
	if err := loading.Wait(); err != nil {
		return "", nil, err
	}
	tagger := risk.NewTagger(o.Rules, model)
	return tagVersion + "+rules-" + o.Rules.Version, []pipeline.Step{
		step(course.Annotate),
		step(mood.Annotate),
		step(tagger.Annotate),
		step(func(c *schemas.Call) {
			repayment.Annotate(c)
			c.Analysis.Rules = o.Rules.Version
		}),
	}, nil
}

func buildAssess(o Options) (string, []pipeline.Step, error) {
	assessor, err := assess.New(o.Rules)
	if err != nil {
		return "", nil, fmt.Errorf("assessment: %w", err)
	}
	return assessVersion + "+rules-" + o.Rules.Version, []pipeline.Step{step(assessor.Assess)}, nil
}

func buildMask(o Options) (string, []pipeline.Step, error) {
	version := maskVersion
	if len(o.PseudonymKey) > 0 {
		version += "+keyed" // that there is a key, not which
	}
	masker := redact.NewMasker(o.PseudonymKey)
	return version, []pipeline.Step{step(func(c *schemas.Call) { *c = *masker.Mask(c) })}, nil
}

// load sets a model in the background; name tells which one is damaged.
func load[M any](loading *errgroup.Group, name string, into *M, open func() (M, error)) {
	loading.Go(func() (err error) {
		if *into, err = open(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	})
}

// step is one that cannot fail, fallible one that can.
func step(annotate func(*schemas.Call)) pipeline.Step {
	return func(_ context.Context, c *schemas.Call) error {
		annotate(c)
		return nil
	}
}

func fallible(annotate func(*schemas.Call) error) pipeline.Step {
	return func(_ context.Context, c *schemas.Call) error { return annotate(c) }
}
