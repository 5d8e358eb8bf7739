package main

import (
	"fmt"
	"io/fs"
	"os"

	"huifang/nlp/risk"
	"huifang/pipeline"
	"huifang/pipeline/clickhouse"
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

// ruleSet loads the rule set in use.
func (f *analysisFlags) ruleSet() (*risk.RuleSet, error) {
	rules, err := risk.LoadRuleSet(f.ruleFiles())
	if err != nil {
		return nil, usageError{fmt.Errorf("rule set: %w", err)}
	}
	return rules, nil
}

// chain builds the standard chain over rules, with personal data masked at its
// end or not.
func (f *analysisFlags) chain(rules *risk.RuleSet, mask bool) (*pipeline.Chain, error) {
	list, err := stages.Standard(stages.Options{Rules: rules, UserDictionary: f.Dict})
	if err != nil {
		return nil, err
	}
	if mask {
		list = append(list, stages.Mask())
	}
	return pipeline.NewChain(list)
}

// newChain is chain over the rule set in use.
func (f *analysisFlags) newChain(mask bool) (*pipeline.Chain, error) {
	rules, err := f.ruleSet()
	if err != nil {
		return nil, err
	}
	return f.chain(rules, mask)
}

// codes lists what the codes of a rule set mean.
func codes(rules *risk.RuleSet) []clickhouse.Code {
	var list []clickhouse.Code
	for _, s := range rules.Signals {
		list = append(list, clickhouse.Code{
			Kind: clickhouse.SignalCode, Code: s.Code, Category: s.Category(), Severity: s.Severity,
			Name: s.Name.ZH, NameEN: s.Name.EN, Definition: s.Definition,
		})
	}
	for _, f := range rules.Facts {
		list = append(list, clickhouse.Code{Kind: clickhouse.FactCode, Code: f.Key, Name: f.Name, Definition: f.Rule})
	}
	for _, i := range rules.Checklist {
		list = append(list, clickhouse.Code{Kind: clickhouse.ChecklistCode, Code: i.ID, Name: i.Name})
	}
	return list
}
