// Package trial runs a Kafka broker inside the process, for trying things and
// for branches with a few hundred calls a day. It is franz-go's kfake on disk:
// what it has acknowledged survives kill -9, but it is one process on one disk,
// made for tests, and no replacement for a cluster. Nothing is ever removed
// (KeepAll says why): the disk grows with the calls, until the folder kafka is
// deleted while no broker runs and all that was put in has landed.
//
// A data directory holds
//
//	kafka/
//	  lock         held while a broker runs
//	  broker.json  address, password and cluster id (0600); they stay over
//	               restarts, so that clients find the broker again
//	  data/        topics and offsets of groups
//
// The broker listens on 127.0.0.1 and asks for a password, so that other users
// of the machine read nothing.
package trial
