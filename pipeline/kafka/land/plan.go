package land

// plan says in which inserts a batch is landed.
type plan struct {
	// rounds are the inserts in order, as places in the batch; an id stands
	// once in each.
	rounds [][]int
	// landedAs gives for each place the one that is landed for it: another where
	// the same record was delivered twice.
	landedAs []int
}

func newPlan(items []*Item) plan {
	type landed struct{ times, last int }
	p := plan{landedAs: make([]int, len(items))}
	byID := make(map[string]landed, len(items))
	for n, item := range items {
		before := byID[item.call.ID]
		if before.times > 0 && repeats(item, items[before.last]) {
			p.landedAs[n] = before.last
			continue
		}
		if before.times == len(p.rounds) {
			p.rounds = append(p.rounds, nil)
		}
		p.rounds[before.times] = append(p.rounds[before.times], n)
		p.landedAs[n] = n
		byID[item.call.ID] = landed{before.times + 1, n}
	}
	return p
}

// repeats says whether a would write the very row that b, of equal id, does.
func repeats(a, b *Item) bool {
	return a.entered.Equal(b.entered) && a.bytes == b.bytes && a.hash == b.hash
}
