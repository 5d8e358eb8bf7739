package local

import (
	"context"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// Sink takes the results of a run. Unchanged is called from several workers at
// once, Land and Reject from one goroutine, in input order.
type Sink interface {
	// Unchanged reports for each of calls, freshly read and not annotated,
	// whether the sink already holds it from equal input under the chain
	// version. It errs on the side of false.
	Unchanged(ctx context.Context, calls []*schemas.Call, chainVersion string) ([]bool, error)
	// Land stores annotated calls; each replaces all that was stored of an
	// earlier analysis of the same id. It waits out trouble with the
	// infrastructure until ctx ends. When it returns no error all calls are
	// durable but those that it refuses, which would be refused again; they are
	// handed to Reject next.
	Land(ctx context.Context, calls []*schemas.Call, chainVersion string) (refused []*ingest.Rejection, err error)
	// Reject keeps inputs that could not be used, with their reasons.
	Reject(ctx context.Context, rejections []*ingest.Rejection) error
}
