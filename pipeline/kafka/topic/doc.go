// Package topic names the topics, knows their settings and creates them.
//
// Which topics there are follows from how the chain of stages is cut into
// services (Layout): between two services stands one topic for each lane, named
// after the last stage in front of it. All have equal numbers of partitions and
// are written with one partitioner, so a borrower's calls stay in one partition
// from end to end and in order.
//
// Topics are created before anything joins them: a consumer group that joins
// before its topic exists does not notice when it comes. Brokers should not
// create topics by themselves; these would have the broker's defaults. Apply is
// for operators and deployments; services only ask for what is Missing.
package topic
