package train

import (
	"strings"
	"testing"
	"testing/fstest"
)

const header = "code\tstatus\trole\tprev\ttext\talso\tstyle\n"

func TestReadUtterances(t *testing.T) {
	fsys := fstest.MapFS{
		"u/B.tsv": {Data: []byte(header + "LIT03\tnegated\tcustomer\t冻结了吗?\t没有\t\tshort\n")},
		"u/A.tsv": {Data: []byte(header + "LIQ01\tasserted\tagent\t\t钱不够\tDEF02, LIQ03\tplain\n")},
	}
	rows, err := readUtterances(fsys, "u")
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || rows[0].code != "LIQ01" || rows[1].prev != "冻结了吗?" {
		t.Fatalf("rows %+v", rows)
	}
	if !rows[0].agent || rows[1].agent || len(rows[0].also) != 2 || rows[0].also[1] != "LIQ03" || rows[1].also != nil {
		t.Errorf("rows %+v", rows)
	}
}

func TestReadUtterancesNamesTheLine(t *testing.T) {
	for row, want := range map[string]string{
		"LIQ01\tasserted\tcustomer\t\t钱不够\n":       "u/A.tsv:2: 5 columns",
		"LIQ01\tasserted\tcustomer\t\t\t\tplain\n": "u/A.tsv:2: no text",
	} {
		_, err := readUtterances(fstest.MapFS{"u/A.tsv": {Data: []byte(header + row)}}, "u")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := readUtterances(fstest.MapFS{}, "u"); err == nil {
		t.Error("no error for a folder without utterances")
	}
}

const calls = `{"id":"T901","turns":[{"idx":0,"role":"agent","text":"冻结了吗?"},{"idx":1,"role":"customer","text":"冻了"},{"idx":2,"role":"customer","text":"唉"}],"gold":{"risk_turns":[{"turn":1,"code":"LIT03"}],"sentiment":{"1":"neg"}}}
`

func TestReadCalls(t *testing.T) {
	got, err := readCalls(fstest.MapFS{"c.jsonl": {Data: []byte(calls)}}, "c.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].author() != "T9" || got[0].sentiment(1) != "neg" || got[0].sentiment(2) != "" {
		t.Fatalf("calls %+v", got)
	}
	turns := callTurns(got)
	if turns[0].prev != "" || turns[1].prev != "冻结了吗?" || turns[2].prev != "" {
		t.Errorf("turns before: %q %q %q", turns[0].prev, turns[1].prev, turns[2].prev)
	}
	if len(turns[1].positive) != 1 || len(turns[0].positive) != 0 {
		t.Errorf("labels %v %v", turns[0].positive, turns[1].positive)
	}
}

func TestReadCallsNamesTheLine(t *testing.T) {
	_, err := readCalls(fstest.MapFS{"c.jsonl": {Data: []byte(calls + "{}\n")}}, "c.jsonl")
	if err == nil || !strings.HasPrefix(err.Error(), "c.jsonl:2: ") {
		t.Errorf("error %v", err)
	}
}

func FuzzParseUtterance(f *testing.F) {
	f.Add("LIQ01\tasserted\tcustomer\t\t钱不够\tDEF02\tplain")
	f.Add("\t\t\t\tx\t,,\t")
	f.Fuzz(func(t *testing.T, line string) {
		u, err := parseUtterance(line)
		if err != nil {
			return
		}
		if u.text == "" {
			t.Fatal("an utterance without text")
		}
		for _, code := range u.also {
			if strings.TrimSpace(code) == "" || strings.Contains(code, ",") {
				t.Fatalf("further codes %q", u.also)
			}
		}
	})
}
