package normalize

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// traditional lists traditional → simplified pairs, see README.md.
//
//go:embed traditional.tsv
var traditional string

const (
	// planeSize bounds the table: everything that is folded lies in the Basic
	// Multilingual Plane.
	planeSize = 0x10000

	ideographicSpace = '\u3000'
	noBreakSpace     = '\u00a0'
	fullWidthFirst   = '\uff01' // ！, full width of '!'
	fullWidthLast    = '\uff5e' // ～, full width of '~'
	fullWidthShift   = fullWidthFirst - '!'

	surrogateLead = 0xed // first byte of three that may stand for half a pair
)

// foldTable maps each code point of the plane to its folded form. It is built
// on first use, so that a program that folds nothing does not pay for it.
var foldTable = sync.OnceValue(func() *[planeSize]uint16 {
	t := new([planeSize]uint16)
	for i := range t {
		t[i] = uint16(i)
	}
	for rest := traditional; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		from, to, _ := strings.Cut(line, "\t")
		f, _ := utf8.DecodeRuneInString(from)
		s, _ := utf8.DecodeRuneInString(to)
		t[f] = uint16(s)
	}
	t[ideographicSpace], t[noBreakSpace] = ' ', ' '
	for r := fullWidthFirst; r <= fullWidthLast; r++ {
		t[r] = uint16(r - fullWidthShift)
	}
	for r := 'A'; r <= 'Z'; r++ {
		t[r] = uint16(r - 'A' + 'a')
		t[r+fullWidthShift] = t[r]
	}
	return t
})

// Fold appends the folded code points of s to dst and returns it: exactly one
// for each code point of s, where an invalid byte counts as one U+FFFD as in
// []rune(s). Folding folded text changes nothing. It is safe for concurrent
// use and allocates only to grow dst.
func Fold(dst []rune, s string) []rune {
	t := foldTable()
	for i := 0; i < len(s); {
		// Most code points are Chinese or full width, of three bytes: decoded
		// here, without what a decoder has to do for all others.
		if b := s[i]; 0xe1 <= b && b <= 0xef && b != surrogateLead && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 {
			r := uint16(b)<<12 | uint16(s[i+1]&0x3f)<<6 | uint16(s[i+2]&0x3f)
			dst = append(dst, rune(t[r]))
			i += 3
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r < planeSize {
			r = rune(t[r])
		}
		dst = append(dst, r)
		i += size
	}
	return dst
}

// FoldCased is Fold without the folding of case, for those who tell names by
// their capitals.
func FoldCased(dst []rune, s string) []rune {
	t := foldTable()
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
		case r >= fullWidthFirst && r <= fullWidthLast:
			r -= fullWidthShift
		case r < planeSize:
			r = rune(t[r])
		}
		dst = append(dst, r)
	}
	return dst
}
