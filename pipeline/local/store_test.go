package local_test

import (
	"context"
	"errors"
	"testing"

	"huifang/pipeline/local"
	"huifang/schemas"
)

// TestCallsThatCannotBeMaskedAreRefused leaves nothing to be stored, so that
// there need be no store.
func TestCallsThatCannotBeMaskedAreRefused(t *testing.T) {
	broken := errors.New("broken")
	for _, tc := range []struct {
		mask    error
		refused int
		err     error
	}{
		{broken, 1, nil},
		{context.Canceled, 0, context.Canceled},
	} {
		s := local.NewStore(nil, nil, local.StoreOptions{Mask: func(*schemas.Call) error { return tc.mask }})
		refused, err := s.Land(t.Context(), []*schemas.Call{{ID: "A"}}, "1")
		if !errors.Is(err, tc.err) || len(refused) != tc.refused {
			t.Fatalf("%v: refused %v, error %v", tc.mask, refused, err)
		}
		for _, r := range refused {
			if !errors.Is(r.Err, broken) {
				t.Errorf("refused for %v", r.Err)
			}
		}
	}
}
