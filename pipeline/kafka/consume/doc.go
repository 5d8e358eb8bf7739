// Package consume reads topics as a member of a consumer group and never loses
// a record: offsets are committed only once the effects of all earlier records
// of the partition are durable.
//
// All state belongs to a generation of the group and dies with it:
//
//	partition reader ─┐
//	partition reader ─┼→ queue of the lane → batch → Prepare on all cores → Deliver, in order → positions → committer
//	partition reader ─┘
//
// Batches are formed across partitions, the live lane first, and delivered one
// after the other, the next being prepared meanwhile. So what is delivered of a
// partition is always a prefix of what was read, and its position is the offset
// to commit. Each record takes its bytes from a budget before it is queued and
// gives them back when it is delivered: while Deliver waits, reading waits, and
// memory stays bounded.
//
// When the generation ends, be it by a rebalance or because the service is
// stopped, reading ends at once, batches that were begun are finished within the
// drain time-out, and their offsets are committed. What was only queued is left
// to the next owner. A batch that cannot be finished is given up together with
// the generation, never passed over: the next owner begins with it.
//
// Trouble with brokers and services behind Deliver is waited out for as long as it
// lasts; it shows in metrics and in Ready. A record that cannot be prepared or is
// refused becomes a dead letter (package dlq) before its offset is committed.
//
// Readers of single partitions and explicit commits are used, not group readers
// of kafka-go, whose committed offsets were seen to go backwards when a member
// joined.
package consume
