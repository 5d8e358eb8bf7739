package main

import (
	"fmt"
	"io/fs"
	"os"

	"huifang/nlp/risk"
	"huifang/pipeline"
	"huifang/pipeline/stages"
)

// analysisFlags say what the stages work with.
type analysisFlags struct {
	Rules string `help:"Folder with a rule set to use instead of the shipped one." type:"existingdir" placeholder:"DIR"`
	Dict  string `help:"User dictionary: a word a line, with frequency and part of speech where known." type:"existingfile" placeholder:"FILE"`
}

// ruleFiles are the files of the rule set in use.
func (f *analysisFlags) ruleFiles() fs.FS {
	if f.Rules == "" {
		return risk.Embedded()
	}
	return os.DirFS(f.Rules)
}

// chain builds the standard chain, with personal data masked at its end or not.
func (f *analysisFlags) chain(mask bool) (*pipeline.Chain, error) {
	rules, err := risk.LoadRuleSet(f.ruleFiles())
	if err != nil {
		return nil, usageError{fmt.Errorf("rule set: %w", err)}
	}
	list, err := stages.Standard(stages.Options{Rules: rules, UserDictionary: f.Dict})
	if err != nil {
		return nil, err
	}
	if mask {
		list = append(list, stages.Mask())
	}
	return pipeline.NewChain(list)
}
