package main

import (
	"fmt"
	"io/fs"
	"os"
	"slices"

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

// chain builds stages over rules; those before them have run already. key is that
// of the pseudonyms, nil for none.
func (f *analysisFlags) chain(rules *risk.RuleSet, names []string, key []byte) (*pipeline.Chain, error) {
	return stages.Chain(stages.Options{Rules: rules, UserDictionary: f.Dict, PseudonymKey: key}, names)
}

// newChain is the whole chain over the rule set in use, with personal data
// masked at its end or not; key is as for chain.
func (f *analysisFlags) newChain(mask bool, key []byte) (*pipeline.Chain, error) {
	rules, err := f.ruleSet()
	if err != nil {
		return nil, err
	}
	return f.chain(rules, stageNames(mask), key)
}

// stageNames are the stages of the whole chain, with mask or without.
func stageNames(mask bool) []string {
	return slices.DeleteFunc(stages.Names(), func(name string) bool { return name == maskStage && !mask })
}

// maskStage hides personal data; without it texts stay as they were said.
const maskStage = "mask"

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
