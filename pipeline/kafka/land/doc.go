// Package land stores the calls of the topics behind the last stage in
// ClickHouse, exactly once in effect.
//
// A call is one row under its id; the time at which it was put in is the row's
// version. It comes with the message and not from a clock, so that a redelivered
// call writes the row that is there already, and of two readings of a call the
// one that was put in later counts, in whatever order they arrive. Of two with
// the same time, as when a stage was upgraded between two deliveries, the one
// that is landed later counts.
//
// A batch is one insert. Only where an id stands in it with several contents is
// there one more for each: landed one after the other they fare just as they
// would in batches of their own, be one of them refused.
package land
