// Package kafkatest gives tests brokers: Apache Kafka itself, one node in a
// process of its own, and kfake within the test. A test of what brokers do runs on
// both (Each).
//
// Apache Kafka is fetched once from Maven Central into the user's cache folder,
// its version pinned in pom.xml. It needs Java 17 and Maven; where they are
// missing the test is skipped and says so, or fails if HUIFANG_KAFKA_REQUIRED is
// set.
package kafkatest
