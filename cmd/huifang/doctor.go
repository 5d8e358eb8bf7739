package main

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"time"

	"huifang/nlp/risk"
	"huifang/pipeline/clickhouse/embedded"
	"huifang/pipeline/ingest"
)

// doctorCommand checks what the other commands need.
type doctorCommand struct {
	storeFlags
	analysisFlags
}

// Help is shown below the flags.
func (*doctorCommand) Help() string {
	return `Checks the machine, the rule set, the embedded ClickHouse library (fetching it if
need be) and the store, and says what to do about what is wrong.`
}

// Run goes through all checks; one that fails does not stop the rest.
func (cmd *doctorCommand) Run(ctx context.Context, std streams) error {
	failed := false
	check := func(name string, run func() (string, error)) {
		start := time.Now()
		told, err := run()
		if err != nil {
			failed = true
			fmt.Fprintf(std.out, "✗ %-18s %v\n", name, err)
			return
		}
		fmt.Fprintf(std.out, "✓ %-18s %s (%s)\n", name, told, time.Since(start).Round(time.Millisecond))
	}
	check("program", func() (string, error) {
		return fmt.Sprintf("huifang %s, %s, %s/%s, %d cores", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU()), nil
	})
	check("rule set", func() (string, error) {
		rs, err := risk.LoadRuleSet(cmd.ruleFiles())
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("%s, %d signals", rs.Version, len(rs.Signals)), nil
	})
	check("stages", func() (string, error) {
		chain, err := cmd.newChain(true, nil)
		if err != nil {
			return "", err
		}
		return chain.Version(), nil
	})
	check("formats", func() (string, error) {
		return fmt.Sprintf("%d transcript formats", len(ingest.Formats())), nil
	})
	check("data directory", func() (string, error) {
		if err := os.MkdirAll(cmd.DataDir, 0o700); err != nil {
			return "", err
		}
		f, err := os.CreateTemp(cmd.DataDir, ".doctor-*")
		if err != nil {
			return "", err
		}
		f.Close()
		return cmd.DataDir + " is writable", os.Remove(f.Name())
	})
	if cmd.ClickHouse == "" {
		check("ClickHouse library", func() (string, error) { return embedded.Library(ctx, std.err) })
	}
	check("store", func() (string, error) {
		db, closeStore, err := cmd.openStore(ctx, std)
		if err != nil {
			return "", err
		}
		defer closeStore()
		rows, err := query(ctx, db, "SELECT version()")
		if err != nil {
			return "", err
		}
		tables, err := query(ctx, db, "SELECT toString(count()) FROM system.tables WHERE database = 'huifang'")
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("ClickHouse %s, %s tables and views", rows[0][0], tables[0][0]), nil
	})
	if failed {
		return fmt.Errorf("not everything is in order")
	}
	return nil
}
