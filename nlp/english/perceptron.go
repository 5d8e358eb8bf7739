package english

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"math"
	"slices"

	"github.com/jdkato/prose/v2"
)

// maxTags bounds the tags that a perceptron tells apart.
const maxTags = 64

// perceptron is prose's averaged perceptron with its weights laid out flat. It
// is immutable and safe for concurrent use.
type perceptron struct {
	tags []string // ascending; a weight names its tag by the index
	// known are words that have always the same tag.
	known map[string]string
	// rows tells where the weights of a feature stand in weights.
	rows    map[string]row
	weights []weight
	bias    [maxTags]int32
}

type row struct{ from, to int32 }

// weight is in thousandths, to which prose's training rounds: sums are exact and
// do not depend on their order.
type weight struct {
	thousandths int32
	tag         uint8
}

// loadPerceptron decodes the model that prose carries.
func loadPerceptron() (*perceptron, error) {
	var weights map[string]map[string]float64
	p := &perceptron{rows: map[string]row{}}
	if err := decodeAsset("tags", &p.known); err != nil {
		return nil, err
	}
	if err := decodeAsset("weights", &weights); err != nil {
		return nil, err
	}
	for tag := range weights["bias"] {
		p.tags = append(p.tags, tag)
	}
	if slices.Sort(p.tags); len(p.tags) == 0 || len(p.tags) > maxTags {
		return nil, fmt.Errorf("english tagger: %d tags", len(p.tags))
	}
	for feature, byTag := range weights {
		from := len(p.weights)
		for tag, w := range byTag {
			at, ok := slices.BinarySearch(p.tags, tag)
			if !ok {
				return nil, fmt.Errorf("english tagger: tag %s has no bias", tag)
			}
			p.weights = append(p.weights, weight{thousandths: int32(math.Round(1000 * w)), tag: uint8(at)})
		}
		slices.SortFunc(p.weights[from:], func(a, b weight) int { return cmp.Compare(a.tag, b.tag) })
		p.rows[feature] = row{int32(from), int32(len(p.weights))}
	}
	p.add(&p.bias, []byte("bias"))
	return p, nil
}

func decodeAsset(name string, into any) error {
	data, err := prose.Asset("model/AveragedPerceptron/" + name + ".gob")
	if err == nil {
		err = gob.NewDecoder(bytes.NewReader(data)).Decode(into)
	}
	if err != nil {
		return fmt.Errorf("english tagger: %s: %w", name, err)
	}
	return nil
}

// add adds the weights of a feature to the sums of the tags.
func (p *perceptron) add(sums *[maxTags]int32, feature []byte) {
	r := p.rows[string(feature)]
	for _, w := range p.weights[r.from:r.to] {
		sums[w.tag%maxTags] += w.thousandths
	}
}

// best returns the tag with the highest sum, of several the first.
func (p *perceptron) best(sums *[maxTags]int32) string {
	best := 0
	for i := range p.tags {
		if sums[i] > sums[best] {
			best = i
		}
	}
	return p.tags[best]
}
