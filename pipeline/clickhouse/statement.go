package clickhouse

import (
	"slices"
	"strings"
)

// returnsRows says whether statement has a result. The native protocol does not
// tell a statement without one from a connection that broke before it.
func returnsRows(statement string) bool {
	text := strings.TrimLeft(skipComments(statement), "( \t\r\n")
	end := strings.IndexFunc(text, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') })
	if end >= 0 {
		text = text[:end]
	}
	return slices.Contains([]string{
		"SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS", "CHECK", "KILL", "FROM",
	}, strings.ToUpper(text))
}

// skipComments drops white space and comments before the first word.
func skipComments(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		var end string
		switch {
		case strings.HasPrefix(s, "--"), strings.HasPrefix(s, "#"):
			end = "\n"
		case strings.HasPrefix(s, "/*"):
			end = "*/"
		default:
			return s
		}
		_, rest, ok := strings.Cut(s, end)
		if !ok {
			return ""
		}
		s = rest
	}
}
