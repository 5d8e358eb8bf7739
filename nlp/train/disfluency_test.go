package train

import "testing"

// TestStruckOut aligns as a reader would: of a repeat the first copy goes.
func TestStruckOut(t *testing.T) {
	for _, c := range [][3]string{
		{"我们我们厂", "我们厂", "xx..."},
		{"账户呃被冻结", "账户被冻结", "..x..."},
		{"恩那个厂停了", "厂停了", "xxx..."},
		{"他是说停了", "他说要停", ".x..x"},
		{"停了", "停了", ".."},
		{"恩", "", "x"},
		{"", "停", ""},
	} {
		got := ""
		for _, gone := range struckOut([]rune(c[0]), []rune(c[1])) {
			if gone {
				got += "x"
			} else {
				got += "."
			}
		}
		if got != c[2] {
			t.Errorf("%s from %s: %s, want %s", c[1], c[0], got, c[2])
		}
	}
}
