package output

import (
	"strconv"
	"strings"
)

// dataType is a ClickHouse type taken apart, as far as writing values needs it.
type dataType struct {
	// name is the outermost word, such as Array; wrappers that do not change
	// how a value is written (Nullable, LowCardinality,
	// SimpleAggregateFunction) are gone.
	name string
	// args are the element types of Array, Map, Tuple and Nested.
	args []*dataType
	// names are the element names of a Tuple or Nested, nil where it has none.
	names []string
	// digits are those of the fraction of a second.
	digits int
}

// parseType takes a type apart. It never fails: what it cannot read becomes a
// type of that name without arguments.
func parseType(s string) *dataType {
	name, inner, ok := strings.Cut(strings.TrimSpace(s), "(")
	t := &dataType{name: name}
	if !ok {
		switch name {
		case "DateTime64", "Time64":
			t.digits = 3
		case "Ring", "LineString":
			return parseType("Array(Point)")
		case "Polygon", "MultiLineString":
			return parseType("Array(Array(Point))")
		case "MultiPolygon":
			return parseType("Array(Array(Array(Point)))")
		}
		return t
	}
	args := splitArguments(strings.TrimSuffix(inner, ")"))
	switch name {
	case "Nullable", "LowCardinality":
		return parseType(args[0])
	case "SimpleAggregateFunction":
		return parseType(args[len(args)-1])
	case "Array", "Map":
		for _, a := range args {
			t.args = append(t.args, parseType(a))
		}
	case "Tuple", "Nested":
		t.parseElements(args)
	case "DateTime64", "Time64":
		t.digits, _ = strconv.Atoi(args[0])
	}
	return t
}

// parseElements reads the elements of a tuple, each as "type" or "name type".
func (t *dataType) parseElements(args []string) {
	for _, a := range args {
		name, typ := splitElement(a)
		t.args = append(t.args, parseType(typ))
		if name != "" {
			t.names = append(t.names, name)
		}
	}
	if len(t.names) != len(t.args) {
		t.names = nil
	}
}

// splitElement parts a tuple element into its name, which may stand in
// backticks, and its type.
func splitElement(s string) (name, typ string) {
	if strings.HasPrefix(s, "`") {
		if end := strings.Index(s[1:], "`"); end >= 0 {
			return s[1 : 1+end], strings.TrimSpace(s[end+2:])
		}
	}
	space := strings.IndexByte(s, ' ')
	paren := strings.IndexByte(s, '(')
	if space < 0 || paren >= 0 && paren < space {
		return "", s
	}
	return s[:space], s[space+1:]
}

// splitArguments splits s at its commas outside of parentheses and quotes. It
// returns at least one argument.
func splitArguments(s string) []string {
	var args []string
	depth, start := 0, 0
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '`':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			args = append(args, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(args, strings.TrimSpace(s[start:]))
}

// numeric says whether values of the type stand to the right in a table.
func (t *dataType) numeric() bool {
	for _, prefix := range []string{"Int", "UInt", "Float", "BFloat", "Decimal"} {
		if strings.HasPrefix(t.name, prefix) && !strings.HasPrefix(t.name, "Interval") {
			return true
		}
	}
	return false
}
