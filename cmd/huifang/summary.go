package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"huifang/pipeline/clickhouse"
	"huifang/pipeline/local"
)

// summary is what analyze ends with.
type summary struct {
	result      local.Result
	took        time.Duration
	rejectedDir string
	store       storeFlags
}

// topBorrowers is how many borrowers the summary names.
const topBorrowers = 8

// print writes what this run did and what the store now holds.
func (s *summary) print(ctx context.Context, w io.Writer, db *clickhouse.Store) error {
	r := s.result
	seconds := s.took.Seconds()
	fmt.Fprintf(w, "%s read in %.1f s, %.0f calls/s: %s analysed, %s stored already",
		plural(r.Calls, "call"), seconds, float64(r.Calls)/max(seconds, 1e-3), groupDigits(r.Analyzed), groupDigits(r.Unchanged))
	if r.Repeated > 0 {
		fmt.Fprintf(w, ", %s repeated", groupDigits(r.Repeated))
	}
	fmt.Fprintf(w, ", %s rejected\n", groupDigits(r.Rejected))
	if r.Rejected > 0 {
		fmt.Fprintf(w, "rejected inputs with their reasons: %s\n", s.rejectedDir)
	}
	if err := s.levels(ctx, w, db); err != nil {
		return err
	}
	return s.borrowers(ctx, w, db)
}

// levels prints the calls of the store by alert level, and what they hold.
func (s *summary) levels(ctx context.Context, w io.Writer, db *clickhouse.Store) error {
	rows, err := query(ctx, db, `SELECT toString(countIf(alert_level = 'red')), toString(countIf(alert_level = 'orange')),
		toString(countIf(alert_level = 'yellow')), toString(countIf(alert_level = 'blue')), toString(countIf(alert_level = 'green')),
		toString(count()), toString(sum(signals)), toString(countIf(compliance_referral))
		FROM calls`)
	if err != nil || len(rows) == 0 {
		return err
	}
	var n [8]int
	for i, text := range rows[0] {
		if n[i], err = strconv.Atoi(text); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "\nIn the store: %s, %s", plural(n[5], "call"), plural(n[6], "risk signal"))
	if n[7] > 0 {
		fmt.Fprintf(w, ", %s referred to compliance", groupDigits(n[7]))
	}
	fmt.Fprintf(w, "\n  red %s   orange %s   yellow %s   blue %s   green %s\n",
		groupDigits(n[0]), groupDigits(n[1]), groupDigits(n[2]), groupDigits(n[3]), groupDigits(n[4]))
	return nil
}

// borrowers prints the borrowers with the gravest alerts and the sentence that
// matters most.
func (s *summary) borrowers(ctx context.Context, w io.Writer, db *clickhouse.Store) error {
	rows, err := query(ctx, db, `WITH (SELECT mapFromArrays(groupArray(code), groupArray(name)) FROM codes WHERE kind != 'checklist') AS names
		SELECT any(if(borrower = '', call_id, borrower)) AS who, toString(argMax(level, rank)) AS top,
		ifNull(toString(argMax(call_date, rank)), 'no date') AS day,
		argMax(evidence, rank) AS sentence,
		arrayStringConcat(arrayMap(c -> if(names[c] = '', c, names[c]), argMax(codes, rank)), ' · ') AS why
		FROM (SELECT *, (toInt8(level), severity, length(codes), toInt32(ifNull(call_date, toDate(0))), call_id) AS rank FROM alerts)
		WHERE level >= 'yellow'
		GROUP BY if(borrower_id != '', borrower_id, if(borrower = '', call_id, borrower))
		ORDER BY max(rank) DESC, who
		LIMIT `+fmt.Sprint(topBorrowers))
	if err != nil || len(rows) == 0 {
		return err
	}
	fmt.Fprintln(w, "\nMost urgent borrowers")
	for _, v := range rows {
		fmt.Fprintf(w, "  %-6s  %s  (%s)  %s\n", v[1], v[0], v[2], v[4])
		if v[3] != "" {
			fmt.Fprintf(w, "          「%s」\n", strings.TrimSpace(v[3]))
		}
	}
	fmt.Fprintf(w, "\nAll of them: huifang query%s \"SELECT level, borrower, evidence FROM alerts ORDER BY level DESC\"\n", s.store.asFlags())
	return nil
}

// query returns all rows of a short result whose columns are all strings.
func query(ctx context.Context, db *clickhouse.Store, sql string) ([][]string, error) {
	rows, err := db.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]string
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return nil, err
		}
		text := make([]string, len(values))
		for i, v := range values {
			s, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("column %s is a %T, want a string", rows.Columns()[i].Name, v)
			}
			text[i] = s
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// asFlags is how another command names the same store; a DSN is left out, since
// it may hold a password.
func (f *storeFlags) asFlags() string {
	if f.ClickHouse != "" {
		return " --clickhouse DSN"
	}
	return " --data-dir " + f.DataDir
}
