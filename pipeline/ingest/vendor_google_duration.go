package ingest

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// googleDuration is "1.770s" or {"seconds": "1", "nanos": 770000000}.
type googleDuration struct{ seconds }

// UnmarshalJSON reads either form; a member left out is zero.
func (d *googleDuration) UnmarshalJSON(b []byte) error {
	*d = googleDuration{}
	switch jsonKindName(b) {
	case "string":
		text := bytes.TrimSuffix(bytes.TrimSpace(b[1:len(b)-1]), []byte("s"))
		if len(text) > 0 && !isDecimal(text) {
			return &json.UnmarshalTypeError{Value: string(b), Type: reflect.TypeFor[float64]()}
		}
		d.decimal = decimal(text)
		return nil
	case "object":
		whole, nanos := objectNumbers(b, "seconds", "nanos")
		if len(nanos) > 9 || strings.Trim(whole+nanos, "0123456789") != "" {
			return &json.UnmarshalTypeError{Value: "object", Type: reflect.TypeFor[float64]()}
		}
		d.decimal = decimal(whole + "." + strings.Repeat("0", 9-len(nanos)) + nanos)
		return nil
	default:
		return d.decimal.UnmarshalJSON(b)
	}
}

// objectNumbers returns the numbers under two keys of a flat object, as they
// are written, "0" where a key is missing. It is worth its lines: word lists
// hold two such objects a word.
func objectNumbers(b []byte, first, second string) (x, y string) {
	x, y = "0", "0"
	for i := skipSpace(b, 1); i < len(b) && b[i] == '"'; {
		key := skipString(b, i)
		value := skipSpace(b, skipSpace(b, key)+1)
		end := skipValue(b, value)
		number := string(bytes.Trim(b[value:end], `"`))
		if number == "null" || number == "" {
			number = "0"
		}
		switch string(b[i+1 : key-1]) {
		case first:
			x = number
		case second:
			y = number
		}
		if i = skipSpace(b, end); i < len(b) && b[i] == ',' {
			i = skipSpace(b, i+1)
		}
	}
	return x, y
}
