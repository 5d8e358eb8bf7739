package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/clickhouse/output"
)

// queryCommand runs SQL.
type queryCommand struct {
	storeFlags
	SQL    string `arg:"" help:"One statement, or - to read it from standard input. Tables without a database are huifang's."`
	Format string `help:"table, csv or json (one object a line)." env:"HUIFANG_QUERY_FORMAT" enum:"table,csv,json" default:"table"`
	Header bool   `help:"Print the column names first in CSV."`
}

// Help is shown below the flags.
func (*queryCommand) Help() string {
	return `Relations: calls, turns, disfluencies, lang_spans, entities, keywords, terms, signals,
facts, discrepancies, checklist, alerts, borrower_timeline, risk_daily, keyword_trend,
codes, rejected, and keyness(by, a, b), the terms by which two groups of calls differ.
The embedded store is opened with rights to read only.

Examples:
  huifang query "SELECT level, borrower, evidence FROM alerts ORDER BY level DESC"
  huifang query --format csv --header "SELECT * FROM risk_daily" > risk.csv
  huifang query "DESCRIBE signals"`
}

// Run prints the result as it comes.
func (cmd *queryCommand) Run(ctx context.Context, std streams) error {
	sql := cmd.SQL
	if sql == "-" {
		text, err := io.ReadAll(std.in)
		if err != nil {
			return err
		}
		sql = string(text)
	}
	if strings.TrimSpace(sql) == "" {
		return usageError{fmt.Errorf("the statement is empty")}
	}
	db, closeStore, err := cmd.openReader(ctx, std)
	if err != nil {
		return err
	}
	defer closeStore()
	rows, err := db.Query(ctx, sql)
	if err != nil {
		return queryError(err)
	}
	defer rows.Close()
	out := bufio.NewWriterSize(std.out, 1<<16)
	if _, err := output.Write(out, rows, output.Options{Format: cmd.Format, Header: cmd.Header}); err != nil {
		return queryError(err)
	}
	return out.Flush()
}

// queryError tells a mistake in the statement from trouble with the server.
func queryError(err error) error {
	if clickhouse.Retryable(err) || errors.Is(err, context.Canceled) {
		return err
	}
	return usageError{err}
}
