package client

import "time"

// SetPatience shortens the time for which a producer goes on where it is refused.
func (p *Producer) SetPatience(d time.Duration) { p.patience = d }

var (
	Unsent  = unsent
	Slice   = slice
	MaxSize = size
)

// RequestBytes is the most that goes into one request, unless one message is
// larger.
const RequestBytes = sliceBytes
