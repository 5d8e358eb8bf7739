package output

import "strings"

// nullText stands for NULL in a table and within arrays, maps and tuples.
const nullText = "NULL"

// appendText appends v in ClickHouse's notation. Text within arrays, maps and
// tuples stands in quotes; a NULL by itself is null.
func appendText(b *strings.Builder, v typed, null string, quoted bool) error {
	n, err := v.open()
	if err != nil {
		return err
	}
	switch n.shape {
	case isNull:
		b.WriteString(null)
	case isPlain:
		if quoted && !n.plain.literal {
			appendQuoted(b, n.plain.text)
		} else {
			b.WriteString(n.plain.text)
		}
	case isDocument:
		b.Write(n.document)
	case isList:
		return appendItems(b, n.items, nil, '[', ']')
	case isTuple:
		return appendItems(b, n.items, nil, '(', ')')
	case isObject:
		return appendItems(b, n.items, n.keys, '{', '}')
	}
	return nil
}

func appendItems(b *strings.Builder, items, keys []typed, opening, closing byte) error {
	b.WriteByte(opening)
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		if keys != nil {
			if err := appendText(b, keys[i], nullText, true); err != nil {
				return err
			}
			b.WriteByte(':')
		}
		if err := appendText(b, item, nullText, true); err != nil {
			return err
		}
	}
	b.WriteByte(closing)
	return nil
}

// appendQuoted appends s as a string of SQL.
func appendQuoted(b *strings.Builder, s string) {
	b.WriteByte('\'')
	for i := range len(s) {
		if s[i] == '\'' || s[i] == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	b.WriteByte('\'')
}
