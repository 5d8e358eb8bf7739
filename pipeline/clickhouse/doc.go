// Package clickhouse lands calls in ClickHouse and reads them back.
//
// A call is one wide row of the table huifang.analyses, with its turns,
// entities, signals and so on as arrays, so that one insert replaces all of a
// call at once: a reader never sees half a call, and no row of an earlier
// analysis outlives it. The table keeps the row of the highest version a call;
// replaying an insert changes no answer. People read views that unfold the
// arrays (package schemas/clickhouse). Child tables joined to the current
// analysis were the other candidate: one insert a table instead of one in all,
// a state between them that has to be hidden, and orphans to be removed.
//
// Land, Reject, Done and Migrate may run from any number of processes at once.
// They retry what time or a restart of the server can cure; what they return
// is a *CallsError, which names calls that cannot be stored as they are, or
// trouble with the server, in which case the same call may be made again.
//
// The server is whatever the DSN names: package embedded runs one on this
// machine.
package clickhouse
