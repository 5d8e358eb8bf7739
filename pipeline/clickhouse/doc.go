// Package clickhouse lands calls in ClickHouse and reads them back.
//
// A call is one wide row of the table huifang.analyses, with its turns,
// entities, signals and so on as arrays, so that one insert replaces all of a
// call at once: a reader never sees half a call, and no row of an earlier
// analysis outlives it. The table keeps the row of the highest version a call;
// replaying an insert changes no answer. People read views that unfold the
// arrays (package schemas/clickhouse).
//
// Child tables joined to the current analysis were the other candidate. On two
// shared cores and 30,000 calls of 24 turns in slices of 500, wide rows landed
// at 6,000 to 7,500 calls/s for 0.13 ms of server time a call, nine tables at
// 3,100 to 3,500 calls/s for 0.20 ms; counts and scans took about as long in
// both, 80 ms for all turns. Children also need the states between inserts
// hidden, and the orphans of smaller analyses removed.
//
// Chinese full text is searched by scanning (LIKE): an index on the array of
// turns would not serve a condition on the unfolded view.
//
// Land, Reject, Done and Migrate may run from any number of processes at once.
// They retry what time or a restart of the server can cure; what they return
// is a *CallsError, which names calls that cannot be stored as they are, or
// trouble with the server, in which case the same call may be made again.
//
// On a cluster (MigrateCluster) calls are parted over the shards by borrower, as
// Kafka's topics are, the other tables by their sorting key. A call whose borrower
// is corrected belongs on another shard, where its row cannot replace the old one;
// so Land looks up under whom its calls are stored, and has the old row marked as
// deleted in the same insert (shard.go). The number of shards is fixed with the
// first call: with another one a later analysis lands beside the earlier one.
//
// The server is whatever the DSN names: package embedded runs one on this
// machine.
package clickhouse
