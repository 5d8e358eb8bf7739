package pattern

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"huifang/nlp/normalize"
)

// op is what a node of a parsed pattern does to a set of positions.
type op uint8

const (
	opLiteral op = iota
	opSeq
	opAlt
	opOptional
	opGap
	opStart
	opEnd
	// opFound stands, once compiled, for a group whose literals the finder
	// has found already.
	opFound
)

// node is one piece of a parsed pattern.
type node struct {
	op      op
	literal []rune // opLiteral, folded
	gap     int    // opGap
	kids    []node // opSeq, opAlt, opOptional (one)
}

// Expr is a parsed pattern: parts that must all occur in one sentence.
type Expr struct {
	parts []node
}

// SyntaxError is a fault in a pattern at a rune offset from 0.
type SyntaxError struct {
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("pattern, character %d: %s", e.Offset+1, e.Reason)
}

// maxGap bounds gaps, maxLength the longest text that a pattern may cover: with
// it every match lies within one window of positions.
const (
	maxGap    = 30
	maxLength = 56
)

type parser struct {
	src     []rune
	at      int
	classes map[string]string
	depth   int
}

// Parse reads a pattern. classes gives the alternatives of each {name}; they may
// use the whole language, other classes included. The error is a *SyntaxError.
func Parse(src string, classes map[string]string) (Expr, error) {
	var e Expr
	offset := 0
	for part := range strings.SplitSeq(string(normalize.Fold(nil, src)), "&") {
		text := strings.TrimLeft(part, " ")
		p := &parser{src: []rune(strings.TrimRight(text, " ")), classes: classes}
		n, err := p.whole()
		if err != nil {
			err.Offset += offset + utf8.RuneCountInString(part) - utf8.RuneCountInString(text)
			return Expr{}, err
		}
		e.parts = append(e.parts, n)
		offset += utf8.RuneCountInString(part) + 1
	}
	return e, nil
}

// whole parses all of src as one part and checks what matching relies on.
func (p *parser) whole() (node, *SyntaxError) {
	n, err := p.alternatives()
	if err != nil {
		return node{}, err
	}
	if p.at != len(p.src) {
		return node{}, p.fault("unexpected %q", p.src[p.at])
	}
	if longest := n.longest(); longest > maxLength {
		return node{}, p.fault("can cover %d characters, at most %d are allowed", longest, maxLength)
	}
	if _, ok := required(n); !ok {
		return node{}, p.fault("no characters that must occur")
	}
	if simplify(n).size() > maxCode {
		return node{}, p.fault("too many alternatives")
	}
	return n, nil
}

func (p *parser) fault(format string, args ...any) *SyntaxError {
	return &SyntaxError{Offset: p.at, Reason: fmt.Sprintf(format, args...)}
}

func (p *parser) alternatives() (node, *SyntaxError) {
	var alts []node
	for {
		seq, err := p.sequence()
		if err != nil {
			return node{}, err
		}
		alts = append(alts, seq)
		if p.at == len(p.src) || p.src[p.at] != '|' {
			break
		}
		p.at++
	}
	if len(alts) == 1 {
		return alts[0], nil
	}
	return node{op: opAlt, kids: alts}, nil
}

func (p *parser) sequence() (node, *SyntaxError) {
	var seq []node
	for p.at < len(p.src) {
		c := p.src[p.at]
		if c == '|' || c == ')' {
			break
		}
		n, err := p.atom()
		if err != nil {
			return node{}, err
		}
		if p.at < len(p.src) && p.src[p.at] == '?' {
			p.at++
			n = node{op: opOptional, kids: []node{n}}
		}
		if k := len(seq); k > 0 && n.op == opLiteral && seq[k-1].op == opLiteral {
			seq[k-1].literal = append(seq[k-1].literal, n.literal...)
			continue
		}
		seq = append(seq, n)
	}
	switch len(seq) {
	case 0:
		return node{}, p.fault("empty alternative")
	case 1:
		return seq[0], nil
	}
	return node{op: opSeq, kids: seq}, nil
}

func (p *parser) atom() (node, *SyntaxError) {
	c := p.src[p.at]
	switch c {
	case '(':
		if p.depth++; p.depth > 20 {
			return node{}, p.fault("groups nest too deep")
		}
		p.at++
		n, err := p.alternatives()
		if err != nil {
			return node{}, err
		}
		if p.at == len(p.src) || p.src[p.at] != ')' {
			return node{}, p.fault("group is not closed")
		}
		p.at++
		p.depth--
		return n, nil
	case '{':
		return p.class()
	case '^', '$':
		p.at++
		if c == '^' {
			return node{op: opStart}, nil
		}
		return node{op: opEnd}, nil
	case '?':
		return node{}, p.fault("? has nothing before it")
	case '.':
		if p.at+1 < len(p.src) && p.src[p.at+1] == '.' {
			return p.gap()
		}
	case '\\':
		if p.at++; p.at == len(p.src) {
			return node{}, p.fault("nothing after the backslash")
		}
	}
	r := p.src[p.at]
	p.at++
	return node{op: opLiteral, literal: []rune{r}}, nil
}

func (p *parser) gap() (node, *SyntaxError) {
	p.at += 2
	n, digits := 0, 0
	for p.at < len(p.src) && p.src[p.at] >= '0' && p.src[p.at] <= '9' && digits < 2 {
		n = n*10 + int(p.src[p.at]-'0')
		p.at++
		digits++
	}
	if digits == 0 || n > maxGap {
		return node{}, p.fault("a gap is .. and a number up to %d", maxGap)
	}
	return node{op: opGap, gap: n}, nil
}

func (p *parser) class() (node, *SyntaxError) {
	end := p.at
	for end < len(p.src) && p.src[end] != '}' {
		end++
	}
	if end == len(p.src) {
		return node{}, p.fault("class is not closed")
	}
	name := string(p.src[p.at+1 : end])
	body, ok := p.classes[name]
	if !ok {
		return node{}, p.fault("unknown class {%s}", name)
	}
	if p.depth >= 20 {
		return node{}, p.fault("class {%s} uses itself", name)
	}
	inner := &parser{src: normalize.Fold(nil, strings.TrimSpace(body)), classes: p.classes, depth: p.depth + 1}
	n, err := inner.alternatives()
	if err != nil {
		return node{}, p.fault("class {%s}: %v", name, err)
	}
	if inner.at != len(inner.src) {
		return node{}, p.fault("class {%s}: unexpected %q", name, inner.src[inner.at])
	}
	p.at = end + 1
	return n, nil
}
