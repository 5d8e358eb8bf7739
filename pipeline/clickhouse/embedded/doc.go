// Package embedded runs a real ClickHouse server for one data directory, with
// nothing installed beforehand.
//
// The server is a child process: the same binary again, with the hidden
// subcommand that ServeMain is, which loads the ClickHouse library, lets it
// listen on a port of 127.0.0.1, and lets clients through to it on another one
// (gate says why). It is always a process of its own, so that neither its memory
// nor its crash is the analysis's. It ends with its parent in every case: the
// parent holds a pipe on its standard input, whose end of file, also after
// kill -9, makes it stop the engine in order.
//
// A data directory holds
//
//	clickhouse/
//	  lock         held while a server runs, by the server
//	  server.json  port and passwords of the running server (0600)
//	  config.xml   written at every start
//	  config.d/    more configuration, read after it where there is some
//	  users.xml    written at every start, with hashes of new passwords (0600)
//	  users.d/     more users and rights, read after it where there are some
//	  log/         warnings and errors of the engine
//	  run/         the engine's working directory, empty
//	  store/       the data
//
// One server at a time opens a data directory. A second process finds it
// through server.json and connects (Connect, Open).
//
// The library gives its `default` database the file system to read and write,
// so no user gets rights on it: the engine's own user may only open the port,
// the owner has the one database of huifang, the reader may select from it and
// is limited in time and memory, and nobody can call file(), url() or other
// table functions that leave the database.
package embedded
