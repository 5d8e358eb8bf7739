// Package clickhouse is the ClickHouse side of the wire: the database of
// huifang as migrations in plain SQL.
//
// The one table that matters is analyses: a wide row a call, replaced as a
// whole by the call's next analysis. All that people query (calls, turns,
// signals …) are views that unfold the current row of each call, so a reader
// never meets two analyses of a call at once, nor half of one. Nothing is
// summed up at insert time: replays would count twice.
//
// The form for a cluster is derived from the same files (Cluster): there is one
// source.
package clickhouse

import (
	"embed"
	"io/fs"
)

// Database holds all relations, whatever database a DSN names.
const Database = "huifang"

//go:embed migrations/*.sql
var files embed.FS

// Migrations returns the migrations as NNNNN_name.sql, in goose's notation.
func Migrations() (fs.FS, error) { return fs.Sub(files, "migrations") }

// Restricted lists the relations that hold unmasked text, for grants.
func Restricted() []string {
	return []string{"original_texts", "original_texts" + LocalSuffix, "originals"}
}
