// Package conformance holds the tests of what consumers promise (package consume)
// against brokers as they are: the same scenarios on kfake and on Apache Kafka,
// behind a proxy that breaks connections, with members in this process and in
// processes that are killed and frozen.
//
// In each scenario members relay what they read to the topic behind. Input and
// output have equally many partitions and equal keys, so each output partition
// tells exactly what was delivered of its input partition and in which order:
// leaving repetitions aside it must hold offsets 0, 1, 2 and so on without a
// hole, whatever happened. While a scenario runs, committed offsets are watched:
// they never go back and never pass what the output holds.
package conformance
