package literal

import (
	"math/bits"
	"slices"
)

// singles are the literals of one character.
type singles struct {
	// set has a bit for each of them by its lower sixteen bits, ranks how many
	// bits are set before each of its words, literals the numbers in the order of
	// the bits, -1 where only characters beyond the sixteen bits have one.
	set      []uint64
	ranks    []uint16
	literals []int32
	// beyond are those characters.
	beyond map[rune]int32
}

func newSingles(literals [][]rune) singles {
	s := singles{set: make([]uint64, 1<<16/64), ranks: make([]uint16, 1<<16/64), beyond: map[rune]int32{}}
	near := map[rune]int32{}
	for id, l := range literals {
		if len(l) != 1 {
			continue
		}
		s.set[uint16(l[0])/64] |= 1 << (l[0] & 63)
		if uint32(l[0]) < 1<<16 {
			near[l[0]] = int32(id)
		} else {
			s.beyond[l[0]] = int32(id)
		}
	}
	for word, set := range s.set {
		s.ranks[word] = uint16(len(s.literals))
		for ; set != 0; set &= set - 1 {
			id, ok := near[rune(64*word+bits.TrailingZeros64(set))]
			if !ok {
				id = -1
			}
			s.literals = append(s.literals, id)
		}
	}
	s.literals = slices.Clip(s.literals)
	return s
}

// bit is 1 where r may be a literal, else 0.
func (s *singles) bit(r rune) uint64 { return s.set[uint16(r)/64] >> (r & 63) & 1 }

// find returns the number of the literal r, -1 if it is none.
func (s *singles) find(r rune) int32 {
	if s.bit(r) == 0 {
		return -1
	}
	if uint32(r) >= 1<<16 {
		if id, ok := s.beyond[r]; ok {
			return id
		}
		return -1
	}
	word := uint16(r) / 64
	return s.literals[int(s.ranks[word])+bits.OnesCount64(s.set[word]&(1<<(r&63)-1))]
}
