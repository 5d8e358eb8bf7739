package ingest

import (
	"bytes"
	"encoding/json"
)

// The scanner below finds where JSON values end without decoding or validating
// them. encoding/json would refuse a document cut short; detection must not.

// scanObject splits an object into its keys and raw values. What stands behind
// a fault is missing from the result; a value cut short is kept as far as it
// goes. It returns nil where data is not an object.
func scanObject(data []byte) map[string]json.RawMessage {
	i := skipSpace(data, 0)
	if i == len(data) || data[i] != '{' {
		return nil
	}
	fields := make(map[string]json.RawMessage)
	for i++; ; {
		i = skipSpace(data, i)
		if i == len(data) || data[i] != '"' {
			return fields
		}
		end := skipString(data, i)
		key, ok := keyText(data[i:end])
		if !ok {
			return fields
		}
		i = skipSpace(data, end)
		if i == len(data) || data[i] != ':' {
			return fields
		}
		i = skipSpace(data, i+1)
		if i == len(data) {
			return fields
		}
		end = skipValue(data, i)
		fields[key] = data[i:end:end]
		i = skipSpace(data, end)
		if i == len(data) || data[i] != ',' {
			return fields
		}
		i++
	}
}

// keyText decodes a key, quotes included.
func keyText(quoted []byte) (string, bool) {
	if bytes.IndexByte(quoted, '\\') < 0 {
		if len(quoted) < 2 || quoted[len(quoted)-1] != '"' {
			return "", false
		}
		return string(quoted[1 : len(quoted)-1]), true
	}
	var s string
	err := json.Unmarshal(quoted, &s)
	return s, err == nil
}

// firstElement returns the first value of an array, nil where there is none.
func firstElement(data []byte) []byte {
	i := skipSpace(data, 0)
	if i == len(data) || data[i] != '[' {
		return nil
	}
	i = skipSpace(data, i+1)
	if i == len(data) || data[i] == ']' {
		return nil
	}
	return data[i:skipValue(data, i)]
}

// skipValue returns the index behind the value that begins at i, len(data)
// where it is cut short.
func skipValue(data []byte, i int) int {
	switch data[i] {
	case '"':
		return skipString(data, i)
	case '{', '[':
	default:
		for i < len(data) && bytes.IndexByte([]byte(",]} \t\r\n"), data[i]) < 0 {
			i++
		}
		return i
	}
	depth := 0
	for i < len(data) {
		switch data[i] {
		case '"':
			i = skipString(data, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return len(data)
}

// skipString returns the index behind the string whose opening quote is at i.
func skipString(data []byte, i int) int {
	for i++; ; i++ {
		next := bytes.IndexByte(data[i:], '"')
		if next < 0 {
			return len(data)
		}
		// A quote behind an odd number of backslashes is part of the string.
		escapes := 0
		for escapes < next && data[i+next-1-escapes] == '\\' {
			escapes++
		}
		i += next
		if escapes%2 == 0 {
			return i + 1
		}
	}
}

// skipSpace returns the index of the next byte from i on that is not JSON
// white space, len(data) where there is none.
func skipSpace(data []byte, i int) int {
	for i < len(data) {
		switch data[i] {
		case ' ', '\t', '\r', '\n':
			i++
		default:
			return i
		}
	}
	return i
}
