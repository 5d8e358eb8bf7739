package output

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// plain is a value that is neither NULL nor made of others, in writing.
type plain struct {
	text string
	// literal says that the text is a number, true or false, which stands
	// without quotes everywhere.
	literal bool
}

// scalar writes v, a value of type t; ok is false where it is made of others.
func scalar(t *dataType, v any) (p plain, ok bool) {
	switch v := v.(type) {
	case string:
		return plain{v, false}, true
	case []byte:
		return plain{string(v), false}, true
	case bool:
		return plain{strconv.FormatBool(v), true}, true
	case float32:
		return plain{formatFloat(float64(v), 32), true}, true
	case float64:
		return plain{formatFloat(v, 64), true}, true
	case time.Time:
		return plain{formatTime(t, v), false}, true
	case time.Duration:
		return plain{formatDuration(t, v), false}, true
	case decimal.Decimal:
		return plain{v.String(), true}, true
	case big.Int:
		return plain{v.String(), true}, true
	case fmt.Stringer:
		return plain{v.String(), false}, true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return plain{strconv.FormatInt(r.Int(), 10), true}, true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return plain{strconv.FormatUint(r.Uint(), 10), true}, true
	}
	return plain{}, false
}

// exponents turns Go's notation of exponents into ClickHouse's.
var exponents = strings.NewReplacer("e+", "e", "e-0", "e-")

// formatFloat writes the shortest text that reads back as f, in plain notation
// where that is not absurdly long.
func formatFloat(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		return exponents.Replace(strconv.FormatFloat(f, 'e', -1, bits))
	}
	return strconv.FormatFloat(f, 'f', -1, bits)
}

// formatTime writes a time in the zone of its column.
func formatTime(t *dataType, v time.Time) string {
	switch t.name {
	case "Date", "Date32":
		return v.Format(time.DateOnly)
	case "DateTime64":
		if t.digits > 0 {
			return v.Format(time.DateTime + "." + strings.Repeat("0", t.digits))
		}
	}
	return v.Format(time.DateTime)
}

// formatDuration writes a time of day, which may be negative or beyond 24 hours.
func formatDuration(t *dataType, d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	seconds := d / time.Second
	text := fmt.Sprintf("%s%02d:%02d:%02d", sign, seconds/3600, seconds/60%60, seconds%60)
	if t.digits > 0 {
		text += "." + fmt.Sprintf("%09d", d%time.Second)[:min(t.digits, 9)]
	}
	return text
}
