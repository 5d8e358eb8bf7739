package consume

import "sync/atomic"

// position is how far a partition is delivered: the offset behind the last
// record whose effects are durable, 0 before the first. It goes back only where a
// topic was made anew or has lost its end, and then that is to be committed: what
// comes in between would be passed over otherwise.
type position struct{ next atomic.Int64 }

func (p *position) set(next int64) { p.next.Store(next) }

func (p *position) get() int64 { return p.next.Load() }
