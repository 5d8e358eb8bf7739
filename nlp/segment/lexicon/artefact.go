package lexicon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"huifang/nlp/artefact"
)

// errDamaged is returned for bytes that Encode did not write.
var errDamaged = errors.New("dictionary is damaged")

// magic opens the encoded form; the digit is its version.
const magic = "HFLEX1"

// Encode writes t in the form that Decode reads.
func Encode(t *Trie) []byte {
	out := []byte(magic)
	runes := t.alphabet()[1:]
	out = binary.AppendUvarint(out, uint64(len(runes)))
	for _, r := range runes {
		out = binary.AppendUvarint(out, uint64(r))
	}
	out = binary.AppendUvarint(out, uint64(len(t.freqs)-1))
	for _, f := range t.freqs[1:] {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(f))
	}
	out = binary.AppendUvarint(out, uint64(len(t.tagNames)-1))
	for _, name := range t.tagNames[1:] {
		out = binary.AppendUvarint(out, uint64(len(name)))
		out = append(out, name...)
	}
	out = binary.LittleEndian.AppendUint64(out, math.Float64bits(t.total))
	out = binary.AppendUvarint(out, uint64(t.words))
	return t.appendNodes(out, len(runes))
}

// appendNodes writes the number of cells and of nodes, then one stream each of
// child counts, labels, weights, tags and bases, breadth first. Streams of like
// numbers compress far better than records.
func (t *Trie) appendNodes(out []byte, top int) []byte {
	children := make([][]Node, len(t.cells))
	for n, parent := range t.parents() {
		if t.cells[n].label != 0 {
			children[parent] = append(children[parent], Node(n))
		}
	}
	order := []Node{Root}
	for i := 0; i < len(order); i++ {
		order = append(order, children[order[i]]...)
	}
	out = binary.AppendUvarint(out, uint64(len(t.cells)-padding(top)))
	out = binary.AppendUvarint(out, uint64(len(order)))
	for _, n := range order {
		out = binary.AppendUvarint(out, uint64(len(children[n])))
	}
	for _, shift := range []int{0, 8} {
		for _, n := range order {
			out = append(out, byte(t.cells[n].label>>shift))
		}
	}
	for _, shift := range []int{0, 8} {
		for _, n := range order {
			out = append(out, byte(t.weights[t.cells[n].weight].freq>>shift))
		}
	}
	for _, n := range order {
		out = append(out, t.weights[t.cells[n].weight].tag)
	}
	for _, n := range order {
		if len(children[n]) > 0 {
			out = binary.LittleEndian.AppendUint32(out, uint32(t.cells[n].base))
		}
	}
	return out
}

// Decode reads what Encode wrote. It checks everything that a walk relies on,
// so that damaged bytes yield an error and no trie that panics.
func Decode(data []byte) (*Trie, error) {
	r := artefact.NewReader(data)
	if string(r.Bytes(len(magic))) != magic {
		return nil, fmt.Errorf("%w: it does not start with %s", errDamaged, magic)
	}
	t := newTrie()
	runes := make([]rune, 0, 1<<14)
	for range r.Count(maxCodes) {
		runes = append(runes, rune(r.Count(codeSpace-1)))
	}
	t.assign(runes)
	for range r.Count(maxFreqs) {
		t.freqs = append(t.freqs, r.Float64())
	}
	for range r.Count(maxTags) {
		t.tagNames = append(t.tagNames, string(r.Bytes(r.Count(maxWordLength))))
	}
	t.total = r.Float64()
	t.words = r.Count(math.MaxInt32)
	if err := t.readNodes(r, len(runes)); err != nil {
		return nil, err
	}
	if !r.Done() {
		return nil, fmt.Errorf("%w: its length is wrong", errDamaged)
	}
	return t, nil
}

func (t *Trie) readNodes(r *artefact.Reader, top int) error {
	size, nodes := r.Count(maxCells), r.Count(maxCells)
	childCounts := make([]uint16, 0, min(nodes, r.Len()))
	for range nodes {
		childCounts = append(childCounts, uint16(r.Count(top)))
		if r.Failed() {
			break
		}
	}
	labelLow, labelHigh := r.Bytes(nodes), r.Bytes(nodes)
	freqLow, freqHigh := r.Bytes(nodes), r.Bytes(nodes)
	tags := r.Bytes(nodes)
	if r.Failed() || nodes == 0 || nodes > size {
		return fmt.Errorf("%w: %d nodes in %d cells", errDamaged, nodes, size)
	}
	t.cells = make([]cell, size+padding(top))
	known := make([]uint16, len(t.freqs)*len(t.tagNames))
	places := make([]int32, 1, nodes)
	for n := range nodes {
		if n >= len(places) {
			return fmt.Errorf("%w: node %d has no parent", errDamaged, n)
		}
		at := places[n]
		c := cell{base: int32(size), label: uint16(labelLow[n]) | uint16(labelHigh[n])<<8}
		if freq := int(freqLow[n]) | int(freqHigh[n])<<8; freq > 0 || tags[n] > 0 {
			if freq >= len(t.freqs) || int(tags[n]) >= len(t.tagNames) {
				return fmt.Errorf("%w: node %d", errDamaged, n)
			}
			at := &known[freq*len(t.tagNames)+int(tags[n])]
			if *at == 0 {
				if len(t.weights) > maxWeights {
					return fmt.Errorf("%w: more than %d weights", errDamaged, maxWeights)
				}
				*at = uint16(len(t.weights))
				t.weights = append(t.weights, weight{uint16(freq), tags[n]})
			}
			c.weight = *at
		}
		if childCounts[n] > 0 {
			c.base = int32(r.Uint32())
			if c.base < 0 || int(c.base) >= size {
				return fmt.Errorf("%w: base of node %d", errDamaged, n)
			}
		}
		t.cells[at] = c
		for range childCounts[n] {
			child := len(places)
			if child >= nodes {
				return fmt.Errorf("%w: children of node %d", errDamaged, n)
			}
			label := int32(labelLow[child]) | int32(labelHigh[child])<<8
			place := c.base + label
			if label == 0 || int(label) > top || int(place) >= size {
				return fmt.Errorf("%w: place of node %d", errDamaged, child)
			}
			places = append(places, place)
		}
	}
	return nil
}

// maxCells bounds the memory that a damaged header can ask for.
const maxCells = 1 << 24
