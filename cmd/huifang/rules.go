package main

import (
	"fmt"

	"huifang/nlp/risk"
)

// rulesCommand groups what concerns the rule set.
type rulesCommand struct {
	Check rulesCheckCommand `cmd:"" help:"Load a rule set and report every fault with file, line and column."`
}

type rulesCheckCommand struct {
	Dir string `arg:"" optional:"" help:"Folder of the rule set; the shipped one without." type:"existingdir"`
}

// Run loads the rule set.
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
	fmt.Fprintf(std.out, "rule set %s: %d signals in %d categories, %d examples, %d near-misses, %d checklist items\n",
		rs.Version, len(rs.Signals), len(rs.Categories), examples, nearMisses, len(rs.Checklist))
	return nil
}
