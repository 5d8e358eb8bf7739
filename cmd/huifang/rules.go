package main

import (
	"fmt"

	"huifang/nlp/risk"
)

// rulesCommand groups what concerns the rule set.
type rulesCommand struct {
	Check rulesCheckCommand `cmd:"" help:"Check a rule set: files, patterns, examples and near-misses."`
}

type rulesCheckCommand struct {
	Dir string `arg:"" optional:"" help:"Folder of the rule set; the shipped one without." type:"existingdir"`
}

// Help is shown below the flags.
func (*rulesCheckCommand) Help() string {
	return `Names every fault of the files with file, line and column. In files without one, the
examples that do not fire and the near-misses that do are named.

Example:
  huifang rules check myrules/`
}

// Run loads the rule set and tries its examples.
func (cmd *rulesCheckCommand) Run(std streams) error {
	flags := analysisFlags{Rules: cmd.Dir}
	rs, err := risk.LoadRuleSet(flags.ruleFiles())
	if err != nil {
		return usageError{err}
	}
	examples, nearMisses := 0, 0
	for _, s := range rs.Signals {
		examples += len(s.Examples)
		nearMisses += len(s.NearMisses)
	}
	faults := rs.RunExamples()
	for _, fault := range faults {
		fmt.Fprintln(std.err, fault)
	}
	if len(faults) > 0 {
		return usageError{fmt.Errorf("%d of %d examples and near-misses do not hold", len(faults), examples+nearMisses)}
	}
	fmt.Fprintf(std.out, "rule set %s: %d signals in %d categories, %d examples, %d near-misses, %d checklist items\n",
		rs.Version, len(rs.Signals), len(rs.Categories), examples, nearMisses, len(rs.Checklist))
	return nil
}
