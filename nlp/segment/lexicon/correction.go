package lexicon

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxShapeLength = 7 // from here on lengths are one
	shapeBands     = 5 // of frequency, each ten times the one before
)

// Shape is a class of words by length and frequency, below Shapes.
type Shape int

// Shapes is the number of shapes.
const Shapes = maxShapeLength * shapeBands

// ShapeOf returns the shape of a word of so many code points.
func ShapeOf(length int, freq float64) Shape {
	band := 0
	for limit := 3.0; freq > limit && band < shapeBands-1; limit *= 10 {
		band++
	}
	return Shape((min(max(length, 1), maxShapeLength)-1)*shapeBands + band)
}

// Correction changes what words weigh, so that text is cut as people cut it
// rather than as the counts of a dictionary have it. Figures are added to log
// probabilities, in nats.
type Correction struct {
	Shapes [Shapes]float64
	Words  map[string]float64
}

// Of returns the sum of what concerns a word.
func (c *Correction) Of(e Entry) float64 {
	return c.Shapes[ShapeOf(utf8.RuneCountInString(e.Word), e.Freq)] + c.Words[e.Word]
}

// step is the precision of a stored figure, in nats.
const step = 1.0 / 64

// keyShape stands before the number of a shape in a stored correction.
const keyShape = "#shape"

// Append writes the correction to dst, one "word figure" a line in steps of 1/64
// nat, sorted by word.
func (c *Correction) Append(dst []byte) []byte {
	line := func(key string, v float64) {
		if n := int64(math.Round(v / step)); n != 0 {
			dst = append(append(dst, key...), ' ')
			dst = append(strconv.AppendInt(dst, n, 10), '\n')
		}
	}
	for i, v := range c.Shapes {
		line(keyShape+strconv.Itoa(i), v)
	}
	for _, w := range slices.SortedFunc(maps.Keys(c.Words), cmp.Compare[string]) {
		line(w, c.Words[w])
	}
	return dst
}

// ParseCorrection reads what Append wrote.
func ParseCorrection(data []byte) (*Correction, error) {
	c := &Correction{Words: map[string]float64{}}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		if err := c.parse(lines.Text()); err != nil {
			return nil, fmt.Errorf("correction: line %d: %w", n, err)
		}
	}
	return c, lines.Err()
}

func (c *Correction) parse(line string) error {
	key, figure, _ := strings.Cut(line, " ")
	n, err := strconv.ParseInt(figure, 10, 32)
	if err != nil || key == "" {
		return errors.New("want a word and a whole number")
	}
	v := float64(n) * step
	shape, isShape := strings.CutPrefix(key, keyShape)
	if !isShape {
		c.Words[key] = v
		return nil
	}
	i, err := strconv.Atoi(shape)
	if err != nil || i < 0 || i >= Shapes {
		return fmt.Errorf("no shape %q", shape)
	}
	c.Shapes[i] = v
	return nil
}
