package ingest

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestRoleOfLabel(t *testing.T) {
	for _, row := range readTSV(t, "testdata/labels.tsv", 2) {
		got := roleOfLabel(row[0])
		if got == "" {
			got = "-"
		}
		if got != row[1] {
			t.Errorf("roleOfLabel(%q) = %s, want %s", row[0], got, row[1])
		}
	}
}

func TestCutLabel(t *testing.T) {
	for _, c := range []struct{ text, label, rest string }{
		{"客户：你好", "客户", "你好"},
		{"[SPEAKER_00]: hello", "SPEAKER_00", "hello"},
		{"**Agent:** hello", "Agent", "hello"},
		{"**客户**：你好", "客户", "你好"},
		{"- Agent: hello", "Agent", "hello"},
		{"客户（罗总）：是我", "客户（罗总）", "是我"},
		{"Relationship Manager Zhao: hello", "Relationship Manager Zhao", "hello"},
		{"客户:", "客户", ""},
		{"【坐席】您好", "坐席", "您好"},
		{"[客户]：你好", "客户", "你好"},
		{"[笑] 你好", "", ""},
		{"客户(10:30 到的", "", ""},
		{"no colon here", "", ""},
		{"：nothing before", "", ""},
		{"我们，就是说：不行", "", ""},
		{"we told you many times already: no", "", ""},
		{"https://example.com", "", ""},
		{"10:30 到的", "", ""},
		{"2026-11-20 10:30 录音", "", ""},
		{"2026年11月20日 10:30", "", ""},
		{"王总2：30天以内", "王总2", "30天以内"},
		{strings.Repeat("长", 30) + "：text", "", ""},
	} {
		label, rest, ok := cutLabel(c.text)
		if label != c.label || rest != c.rest || ok != (c.label != "") {
			t.Errorf("cutLabel(%q) = %q, %q, %v; want %q, %q", c.text, label, rest, ok, c.label, c.rest)
		}
	}
}

func TestLabelSet(t *testing.T) {
	for _, c := range []struct {
		name  string
		texts []string
		want  []string
	}{
		{"roles", []string{"客户：是", "客户经理：好"}, []string{"客户", "客户经理"}},
		{"one role among sentences", []string{"客户：是", "时间：三点", "他说了", "就是这样", "对"}, []string{"客户"}},
		{"names", []string{"王总：是", "冯磊：好", "王总：对"}, []string{"冯磊", "王总"}},
		{"role and name", []string{"客服：请问", "王总：好"}, []string{"客服", "王总"}},
		{"single name says nothing", []string{"注意：三点", "注意：四点"}, nil},
		{"sentences", []string{"时间：三点", "没有", "是的", "他说了"}, nil},
		{"all different", []string{"一：x", "二：x", "三：x", "四：x", "五：x", "六：x", "七：x", "八：x", "九：x"}, nil},
	} {
		got := slices.Sorted(maps.Keys(labelSet(c.texts)))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: labelSet = %q, want %q", c.name, got, c.want)
		}
	}
}
