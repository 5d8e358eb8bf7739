package fact

import "testing"

func TestReadNumeral(t *testing.T) {
	for _, tc := range []struct {
		text  string
		at    int
		value float64
		end   int // 0 where there is no number
	}{
		{"八十三", 0, 83, 3},
		{"一百四十,", 0, 140, 4},
		{"两百二", 0, 220, 3},
		{"三千三吧", 0, 3300, 3},
		{"一百零三人", 0, 103, 4},
		{"一百六十多人", 0, 160, 5},
		{"十五", 0, 15, 2},
		{"150", 0, 150, 3},
		{"一人", 0, 0, 0},
		{"两百出头", 0, 200, 2},
		{"一", 0, 0, 0},
		{"一起", 0, 0, 0},
		{"八十三号", 0, 0, 0},
		{"第八十三", 1, 0, 0},
		{"12345", 0, 0, 0},
		{"八三", 0, 0, 0},
		{"二零二五", 0, 0, 0},
		{"abc", 0, 0, 0},
		{"百十", 0, 0, 0},
	} {
		n, ok := readNumeral([]rune(tc.text), tc.at)
		if ok != (tc.end > 0) || ok && (n.value != tc.value || n.end != tc.end) {
			t.Errorf("readNumeral(%q, %d) = %v, %v, want %v up to %d", tc.text, tc.at, n, ok, tc.value, tc.end)
		}
	}
}

func TestReadEnglish(t *testing.T) {
	for _, tc := range []struct {
		text  string
		at    int
		value float64
		end   int // 0 where there is no number
	}{
		{"eighty-five", 0, 85, 11},
		{"a hundred and ten people", 0, 110, 17},
		{"two hundred", 0, 200, 11},
		{"ninety.", 0, 90, 6},
		{"ninety people", 0, 90, 6},
		{"five", 0, 0, 0},
		{"a lot", 0, 0, 0},
		{"and ten", 0, 0, 0},
		{"often", 2, 0, 0},
		{"", 0, 0, 0},
	} {
		n, ok := readEnglish([]rune(tc.text), tc.at)
		if ok != (tc.end > 0) || ok && (n.value != tc.value || n.end != tc.end) {
			t.Errorf("readEnglish(%q, %d) = %v, %v, want %v up to %d", tc.text, tc.at, n, ok, tc.value, tc.end)
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, tc := range []struct{ from, to, want string }{
		{"2025-01-01", "2025-12-31", "2025"},
		{"2025-01-01", "2025-06-30", "2025H1"},
		{"2025-07-01", "2025-12-31", "2025H2"},
		{"2025-07-01", "2025-09-30", "2025Q3"},
		{"2025-02-01", "2025-02-28", "2025-02"},
		{"2025-01-01", "2025-08-31", "2025-01..2025-08"},
		{"2024-11-01", "2025-02-28", "2024-11..2025-02"},
		{"2025-02-03", "2025-02-03", ""},
		{"2025-02-01", "2025-02-27", ""},
		{"2025-03-01", "2025-02-28", ""},
		{"", "2025-02-28", ""},
	} {
		if got := period(tc.from, tc.to); got != tc.want {
			t.Errorf("period(%s, %s) = %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
}

func TestLoadTopicsRejects(t *testing.T) {
	x := extractor(t)
	if len(x.topics.list) == 0 {
		t.Fatal("no topics")
	}
	rs := ruleSet(t)
	for _, bad := range []string{
		"topics: [{key: weather, ask: [a]}]",
		"topics: [{key: revenue, ask: ['a||b']}]",
		"topics: [{key: revenue, say: ['&']}]",
		"topics: 3",
	} {
		if _, err := loadTopics([]byte(bad), rs); err == nil {
			t.Errorf("topics %q accepted", bad)
		}
	}
}
