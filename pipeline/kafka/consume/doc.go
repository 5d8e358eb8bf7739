// Package consume reads topics as a member of a consumer group and never loses
// a record: offsets are committed only once the effects of all earlier records
// of the partition are durable.
package consume
