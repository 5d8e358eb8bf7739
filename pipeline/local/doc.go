// Package local drives calls through a chain of stages on one machine.
//
// One goroutine cuts the inputs into chunks of units, one worker a core parses
// and annotates a chunk at a time, and one collector puts the chunks back into
// input order and hands them to a Sink. A fixed number of chunks is under way
// at any time, so memory stays bounded when the sink is slow, and since the
// collector sees the chunks in input order, results do not depend on how many
// workers there are.
//
// What has been stored needs no list of its own: the sink is asked for each
// chunk which of its calls it already holds from equal input and an equal
// chain. So a run that was stopped or killed at any point is resumed by running
// it again.
package local
