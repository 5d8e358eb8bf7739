package load

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is noted is known after the journal is opened again, but for an entry
// that a crash has cut off; nothing else is known.
func TestJournalOutlivesCrashes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		path := filepath.Join(dir, "a", "journal")
		var order []entry
		for range rapid.IntRange(1, 4).Draw(rt, "runs") {
			j, err := OpenJournal(path)
			if err != nil {
				rt.Fatal(err)
			}
			for _, e := range order {
				if !j.has(e) {
					rt.Fatalf("%v is forgotten", e)
				}
			}
			if len(j.sent) != len(distinct(order)) {
				rt.Fatalf("%d entries, %d were noted", len(j.sent), len(order))
			}
			for _, id := range rapid.SliceOfN(rapid.Uint64Range(0, 20), 0, 5).Draw(rt, "ids") {
				e := entry{id, id * 31}
				if err := j.add([]entry{e}); err != nil {
					rt.Fatal(err)
				}
				order = append(order, e)
			}
			if err := j.Close(); err != nil {
				rt.Fatal(err)
			}
			if cut := rapid.Int64Range(0, entrySize-1).Draw(rt, "cut"); cut > 0 && len(order) > 0 {
				info, err := os.Stat(path)
				if err != nil {
					rt.Fatal(err)
				}
				if err := os.Truncate(path, info.Size()-cut); err != nil {
					rt.Fatal(err)
				}
				order = order[:len(order)-1]
			}
		}
	})
}

func distinct(entries []entry) map[entry]bool {
	set := map[entry]bool{}
	for _, e := range entries {
		set[e] = true
	}
	return set
}

func TestJournalIsForOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	j, err := OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := OpenJournal(path); !errors.Is(err, ErrJournalInUse) {
		t.Errorf("opened twice: %v", err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	j, err = OpenJournal(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
}
