package schemas

import (
	"strconv"
	"strings"
)

// LoanFile is what the bank has on file, by key: borrower, product, amount
// (CNY), balance, purpose, collateral, next_repayment and any further ones.
// Values are as encoding/json decodes them into any.
type LoanFile map[string]any

// String returns the value under key as text: numbers in plain notation, lists
// joined by "、", empty where the key is missing or null.
func (f LoanFile) String(key string) string {
	return text(f[key])
}

func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, e := range v {
			parts = append(parts, text(e))
		}
		return strings.Join(parts, "、")
	default:
		return ""
	}
}

// Number returns the value under key where it is a number, or a string that is
// one (thousands commas allowed).
func (f LoanFile) Number(key string) (float64, bool) {
	switch v := f[key].(type) {
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(v), ",", ""), 64)
		return n, err == nil
	default:
		return 0, false
	}
}

// Borrower returns the borrower's name.
func (f LoanFile) Borrower() string { return f.String("borrower") }
