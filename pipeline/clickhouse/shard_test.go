package clickhouse

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"huifang/schemas"
)

// TestLandedByHalvesOnACluster leaves rows of a call on both shards, as a process
// does that is killed in mid-insert, and as two do that store the call under two
// borrowers at once. Landing again, which either must do, leaves one.
func TestLandedByHalvesOnACluster(t *testing.T) {
	s := open(t, shards(t)[0].DSN())
	if err := s.MigrateCluster(t.Context(), ClusterOptions{Name: "two"}); err != nil {
		t.Fatal(err)
	}
	// Among this many some are sure to move to the other shard.
	old, corrected := samples(30), samples(30)
	var half []*row
	for _, c := range corrected {
		c.BorrowerID = "corrected-" + c.ID
		r, err := newRow(c, at(2))
		if err != nil {
			t.Fatal(err)
		}
		half = append(half, r)
	}
	land(t, s, 1, old...)
	if err := s.insertAnalyses(t.Context(), half, true); err != nil {
		t.Fatal(err)
	}
	const count = "SELECT count() FROM huifang.calls"
	const corrections = count + " WHERE startsWith(borrower_id, 'corrected-')"
	if n := number(t, s, count); n <= 30 {
		t.Fatalf("%d rows: no call moved to the other shard", n)
	}
	land(t, s, 2, corrected...)
	if all, right := number(t, s, count), number(t, s, corrections); all != 30 || right != 30 {
		t.Errorf("%d calls, %d of them corrected, after the corrections came again", all, right)
	}
	land(t, s, 1, old...)
	if all, right := number(t, s, count), number(t, s, corrections); all != 30 || right != 30 {
		t.Errorf("%d calls, %d of them corrected, after the old ones came again", all, right)
	}
}

// TestOneRowStays runs processes that each look, insert, look and clean up in any
// interleaving, on shards that keep the highest version by key.
func TestOneRowStays(t *testing.T) {
	const id = "call"
	rapid.Check(t, func(t *rapid.T) {
		type cell struct {
			owner
			deleted bool
		}
		shards := map[string]cell{}
		insert := func(rows []*row) {
			for _, r := range rows {
				o := r.owner()
				if o.version >= shards[o.key(id)].version {
					shards[o.key(id)] = cell{o, r.deleted}
				}
			}
		}
		look := func() map[string][]owner {
			stored := map[string][]owner{}
			for _, c := range shards {
				if !c.deleted {
					stored[id] = append(stored[id], c.owner)
				}
			}
			return stored
		}
		var landings []*row
		for i := range rapid.IntRange(1, 4).Draw(t, "landings") {
			landings = append(landings, &row{
				call:    &schemas.Call{ID: id, BorrowerID: fmt.Sprint(rapid.IntRange(0, 2).Draw(t, "borrower"))},
				version: uint64(i + 1),
			})
		}
		// Each is landed once or, after a crash at some step, again.
		type process struct {
			row    *row
			step   int
			stored map[string][]owner
		}
		var running []*process
		for _, r := range landings {
			running = append(running, &process{row: r})
		}
		crashes := rapid.IntRange(0, 3).Draw(t, "crashes")
		for len(running) > 0 {
			i := rapid.IntRange(0, len(running)-1).Draw(t, "who")
			p := running[i]
			if crashes > 0 && p.step > 0 && rapid.Bool().Draw(t, "crash") {
				crashes--
				rows := moved([]*row{p.row}, p.stored)
				if p.step == 1 && len(rows) > 1 { // a shard has its part
					insert(rows[rapid.IntRange(0, 1).Draw(t, "part"):][:1])
				}
				*p = process{row: p.row}
				continue
			}
			switch p.step {
			case 0, 2:
				p.stored = look()
			case 1:
				insert(moved([]*row{p.row}, p.stored))
			case 3:
				insert(outranked(p.stored))
				running = append(running[:i], running[i+1:]...)
			}
			p.step++
		}
		left := look()[id]
		if len(left) != 1 || left[0].version != uint64(len(landings)) {
			t.Fatalf("what is left of %d landings: %+v", len(landings), left)
		}
	})
}
