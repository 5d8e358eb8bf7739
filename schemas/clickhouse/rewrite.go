package clickhouse

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// columnChange adds a column or says anew what one holds. Run again it does nothing.
const columnChange = `    (?:ADD COLUMN IF NOT EXISTS|COMMENT COLUMN IF EXISTS) [^\n]+`

// Statements that can be rewritten, without the semicolon.
var (
	createTable = regexp.MustCompile(`(?s)^CREATE TABLE IF NOT EXISTS huifang\.(\w+)\n(\(\n.*?\n\))\n` +
		`ENGINE = ReplacingMergeTree\((\w+)\)\nORDER BY (\w+|\(\w+(?:, \w+)*\))((?:\nSETTINGS [^\n]+)?\nCOMMENT '[^'\n]*')$`)
	alterColumns = regexp.MustCompile(`(?s)^ALTER TABLE huifang\.(\w+)\n(` + columnChange + `(?:,\n` + columnChange + `)*)$`)
	createView   = regexp.MustCompile(`(?s)^CREATE OR REPLACE VIEW huifang\.(\w+)\n(\(\n.*?\n\)\nAS SELECT\s.*)$`)
	comment      = regexp.MustCompile(`\nCOMMENT '[^'\n]*'$`)
)

// Relations that a view reads.
var (
	relation = regexp.MustCompile(`huifang\.`)
	// outer is the one that the view unfolds.
	outer = regexp.MustCompile(`\n *FROM huifang\.\w+ FINAL\b`)
	// ofCall tells the columns of a call and its borrower.
	ofCall = regexp.MustCompile(`(?s)\n    borrower .*\n    borrower_id `)
	// sameCall asks another table about rows of the same call.
	sameCall = regexp.MustCompile(`(\(call_id(?:, \w+)*\)) (IN \(SELECT call_id(?:, \w+)* FROM huifang\.\w+ FINAL\))`)
)

// rewrite returns a migration in goose's notation for the servers of c.
func (c Cluster) rewrite(migration string) (string, error) {
	var out, statement strings.Builder
	for line := range strings.Lines(migration) {
		text := strings.TrimRight(line, " \t\r\n")
		if statement.Len() == 0 && (text == "" || strings.HasPrefix(text, "--")) {
			if strings.HasPrefix(text, "-- +goose") && text != "-- +goose Up" && text != "-- +goose NO TRANSACTION" {
				return "", fmt.Errorf("%s has no form for clusters", text)
			}
			out.WriteString(line)
			continue
		}
		body, ends := strings.CutSuffix(text, ";")
		statement.WriteString(body)
		if !ends {
			statement.WriteByte('\n')
			continue
		}
		rewritten, err := c.statement(statement.String())
		if err != nil {
			return "", err
		}
		out.WriteString(rewritten)
		statement.Reset()
	}
	if statement.Len() > 0 {
		return "", errors.New("the last statement has no end")
	}
	return out.String(), nil
}

// statement rewrites one statement.
func (c Cluster) statement(s string) (string, error) {
	if m := createTable.FindStringSubmatch(s); m != nil {
		return c.table(m[1], m[2], m[3], m[4], m[5]), nil
	}
	if m := alterColumns.FindStringSubmatch(s); m != nil {
		return c.columns(m[1], m[2]), nil
	}
	if m := createView.FindStringSubmatch(s); m != nil {
		return c.view(m[1], m[2])
	}
	first, _, _ := strings.Cut(s, "\n")
	return "", fmt.Errorf("%s … has no form for clusters", first)
}

// table returns the table of one shard's rows and the one over all shards.
func (c Cluster) table(name, columns, version, key, rest string) string {
	engine := fmt.Sprintf("ReplacingMergeTree(%s)", version)
	if c.Replicated {
		engine = fmt.Sprintf("ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/%s/%s', '{replica}', %s)", Database, name, version)
	}
	local := name + LocalSuffix
	shard := strings.Trim(key, "()")
	if ofCall.MatchString(columns) {
		engine = strings.TrimSuffix(engine, ")") + ", is_deleted)"
		columns = strings.TrimSuffix(columns, "\n)") + ",\n    is_deleted UInt8 DEFAULT 0 COMMENT '1 where the call has moved to another shard'\n)"
		shard = BorrowerKey
	}
	return fmt.Sprintf(`CREATE TABLE IF NOT EXISTS %[1]s.%[2]s%[3]s
%[4]s
ENGINE = %[5]s
ORDER BY %[6]s%[7]s;

CREATE TABLE IF NOT EXISTS %[1]s.%[8]s%[3]s
%[4]s
ENGINE = Distributed('%[9]s', '%[1]s', '%[2]s', cityHash64(%[10]s))%[11]s;
`, Database, local, c.everywhere(), columns, engine, key, rest, name, c.Name, shard, comment.FindString(rest))
}

// columns returns the statements that change columns of both tables, that of the
// shard first: what is read or written in between needs added ones there.
func (c Cluster) columns(name, changes string) string {
	return fmt.Sprintf("ALTER TABLE %[1]s.%[2]s%[3]s%[4]s\n%[5]s;\n\nALTER TABLE %[1]s.%[2]s%[4]s\n%[5]s;\n",
		Database, name, LocalSuffix, c.everywhere(), changes)
}

// view returns the view over all shards. What it asks about the same call is asked
// once and sent to all shards: rows of other tables about a call may lie on another
// one, and every shard would else ask all the others.
func (c Cluster) view(name, rest string) (string, error) {
	inner := len(sameCall.FindAllString(rest, -1))
	if len(outer.FindAllString(rest, -1)) != 1 || len(relation.FindAllString(rest, -1)) != 1+inner {
		return "", fmt.Errorf("view %s: only FROM one table FINAL and IN by call_id have a form for clusters", name)
	}
	return fmt.Sprintf("CREATE OR REPLACE VIEW %s.%s%s\n%s;\n",
		Database, name, c.everywhere(), sameCall.ReplaceAllString(rest, "${1} GLOBAL ${2}")), nil
}

func (c Cluster) everywhere() string {
	if !c.OnCluster {
		return ""
	}
	return " ON CLUSTER '" + c.Name + "'"
}
