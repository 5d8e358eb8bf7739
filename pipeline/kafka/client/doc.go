// Package client is the connection to a Kafka cluster, and the producer that all
// parts of huifang write with.
//
// A process opens one Client. Its connections are shared: writers that each have
// connections of their own leak goroutines. What reads from topics connects with
// the Client's Dialer.
//
// # What the Producer promises
//
// Acknowledged means stored by all replicas in sync. A write is tried again
// until it succeeds or its context ends, so a message may be stored twice but is
// not lost; readers absorb repetitions by ids. Messages of one topic and key keep
// their order: kafka-go may have stored a later batch of a partition although an
// earlier one failed, so with a message that failed everything of its key that
// stands behind it is sent again. Idempotent producers and transactions, which
// would spare the repetitions, kafka-go does not have.
//
// # Sizes
//
// A message has at most MaxMessageBytes, which is checked before anything is
// sent: kafka-go refuses a whole slice for one message. A broker weighs batches,
// not messages, against max.message.bytes of the topic. So a batch is bounded by
// the same number, and topics take MaxBatchBytes, which leaves room for framing
// and for content that compression makes longer.
package client
