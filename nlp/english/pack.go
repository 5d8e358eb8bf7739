package english

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
)

// Pack lays a model out as openPerceptron reads it: a hash table of features with
// open addressing, and behind it the weights of each feature. known are words
// that have always the same tag; weights are by feature and tag, in thousandths.
// The result depends on the arguments alone.
func Pack(known map[string]string, weights map[string]map[string]float64) ([]byte, error) {
	tags := slices.Sorted(maps.Keys(weights[featureBias]))
	learned := len(tags)
	for _, tag := range slices.Sorted(maps.Values(known)) {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	if learned == 0 || len(tags) > maxTags {
		return nil, fmt.Errorf("english tagger: %d tags, %d in all", learned, len(tags))
	}
	rows := map[string][]uint32{}
	pack := func(feature, tag string, thousandths int) error {
		at := slices.Index(tags, tag)
		if at < 0 || thousandths != thousandths<<(32+tagBits)>>(32+tagBits) {
			return fmt.Errorf("english tagger: feature %q, tag %q, weight %d", feature, tag, thousandths)
		}
		rows[feature] = append(rows[feature], uint32(thousandths)<<tagBits|uint32(at))
		return nil
	}
	for word, tag := range known {
		if err := pack(featureKnown+word, tag, 1); err != nil {
			return nil, err
		}
	}
	for feature, byTag := range weights {
		for tag, w := range byTag {
			if err := pack(feature, tag, int(math.Round(1000*w))); err != nil {
				return nil, err
			}
		}
		slices.SortFunc(rows[feature], func(a, b uint32) int { return int(uint8(a)) - int(uint8(b)) })
	}
	return layOut(tags, learned, rows)
}

// layOut fills the table, a third of which stays free at least.
func layOut(tags []string, learned int, rows map[string][]uint32) ([]byte, error) {
	places := bits.Len(uint(len(rows) + len(rows)/2))
	out := append([]byte(packedMagic), byte(learned), byte(len(tags)), byte(places))
	for _, tag := range tags {
		out = append(append(out, tag...), 0)
	}
	slots := make([]byte, slotSize<<places)
	var body []byte
	for _, feature := range slices.Sorted(maps.Keys(rows)) {
		row := rows[feature]
		first := len(body) / weightSize
		if len(row) >= 1<<rowBits || first >= 1<<(32-rowBits) {
			return nil, fmt.Errorf("english tagger: %d weights of %q at %d", len(row), feature, first)
		}
		h := mix(hash(hashStart, feature))
		at := int(h>>(64-places)) * slotSize
		for binary.LittleEndian.Uint32(slots[at+4:]) != 0 {
			if binary.LittleEndian.Uint32(slots[at:]) == uint32(h) {
				return nil, errors.New("english tagger: two features have the same hash")
			}
			at = (at + slotSize) & (len(slots) - 1)
		}
		binary.LittleEndian.PutUint32(slots[at:], uint32(h))
		binary.LittleEndian.PutUint32(slots[at+4:], uint32(first<<rowBits|len(row)))
		for _, w := range row {
			body = binary.LittleEndian.AppendUint32(body, w)
		}
	}
	return append(append(out, slots...), body...), nil
}
