package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

const twoTurns = "客户经理：您好。\n客户：你好。\n"

// parserWith builds a parser with a metadata file of that name and content.
func parserWith(t *testing.T, name, content string) (*Parser, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return NewParser(Options{AgentChannel: noChannel, MetadataFile: path})
}

func TestSidecar(t *testing.T) {
	root := writeFiles(t, map[string]string{
		"a.txt":       twoTurns,
		"a.meta.json": `{"id": "V-17", "call_date": "2026-11-09", "borrower_id": "C9", "loan_file": {"borrower": "恒丰纸业", "amount": 5000000}, "extra": 1}`,
		"b.srt.gz":    "1\n00:00:01,000 --> 00:00:02,000\n客户：你好\n",
		"b.meta.json": `{"started_at": "2026-11-09T23:30:00+08:00", "lang": "zh-CN", "duration_ms": 2000}`,
		"c.json":      `{"id": "own", "call_date": "2026-01-01", "loan_file": {"amount": 1}, "turns": [{"role": "agent", "text": "您好"}]}`,
		"c.meta.json": `{"id": "other", "call_date": "2026-11-09", "loan_file": {"amount": 2, "product": "流贷"}}`,
	})
	calls, rejections := resultOf(t, newParser(t), root, SplitOptions{})
	if len(calls) != 3 || len(rejections) != 0 {
		t.Fatalf("%d calls, rejections %v", len(calls), rejections)
	}
	a, b, c := calls[0], calls[1], calls[2]
	if a.ID != "V-17" || a.CallDate != "2026-11-09" || a.BorrowerID != "C9" || a.LoanFile.Borrower() != "恒丰纸业" {
		t.Errorf("a: %+v", a)
	}
	if !strings.HasPrefix(b.ID, "b-") || b.Lang != "zh" || b.DurationMS != 2000 || b.StartedAt == "" {
		t.Errorf("b: %+v", b)
	}
	if c.ID != "own" || c.CallDate != "2026-01-01" {
		t.Errorf("c: what call JSON states must stand: %+v", c)
	}
	want := schemas.LoanFile{"amount": 1.0, "product": "流贷"}
	if diff := cmp.Diff(want, c.LoanFile); diff != "" {
		t.Errorf("c: loan file (-want +got):\n%s", diff)
	}
}

func TestSidecarFaults(t *testing.T) {
	for _, c := range []struct{ name, sidecar, transcript, want string }{
		{"syntax", "{\n\"id\": }", twoTurns, "text: metadata a.meta.json: line 2, column 7: invalid character"},
		{"type", `{"borrower_id": 7}`, twoTurns, "field borrower_id: number where a string is wanted"},
		{"date", `{"call_date": "9.11.2026"}`, twoTurns, "field call_date: \"9.11.2026\" is not a date"},
		{"start", `{"started_at": "2026-11-09 10:00"}`, twoTurns, "field started_at"},
		{"one id for two calls", `{"id": "x"}`, "call_id,role,text\nA,agent,您好\nB,agent,您好\n", "gives the id \"x\" to a file of several calls"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := writeFiles(t, map[string]string{"a.txt": c.transcript, "a.meta.json": c.sidecar})
			_, rejections := resultOf(t, newParser(t), root, SplitOptions{})
			if len(rejections) == 0 || !strings.Contains(rejections[0].Error(), c.want) {
				t.Errorf("rejections %v, want %q", rejections, c.want)
			}
		})
	}
}

func TestMetadataFile(t *testing.T) {
	for _, c := range []struct{ name, file, content string }{
		{"table", "meta.csv", "file,call_date,客户编号,loan_file.amount,product,remark\nvisits/a.txt,2026-11-09,C9,\"5,000,000\",流贷,x\nother,2026-01-01,C1,1,,\n"},
		{"table by stem, semicolons", "meta.csv", "文件名;通话日期;borrower_id;贷款金额;贷款产品\na;2026-11-09;C9;5000000;流贷\n"},
		{"lines", "meta.jsonl", "{\"file\": \"a.txt\", \"call_date\": \"2026-11-09\", \"borrower_id\": \"C9\", \"loan_file\": {\"amount\": 5000000, \"product\": \"流贷\"}}\n\n{\"id\": \"z\"}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parserWith(t, c.file, c.content)
			if err != nil {
				t.Fatal(err)
			}
			r := p.Parse(Unit{File: "in/a.txt", Line: 1, Data: []byte(twoTurns)})
			if len(r.Calls) != 1 {
				t.Fatalf("%+v", r)
			}
			got := r.Calls[0]
			want := schemas.LoanFile{"amount": 5000000.0, "product": "流贷"}
			if got.CallDate != "2026-11-09" || got.BorrowerID != "C9" || !cmp.Equal(got.LoanFile, want) {
				t.Errorf("call %+v, loan file %v", got, got.LoanFile)
			}
			other := p.Parse(Unit{File: "in/unlisted.txt", Line: 1, Data: []byte(twoTurns)})
			if len(other.Calls) != 1 || other.Calls[0].BorrowerID != "" {
				t.Errorf("a call that is not listed: %+v", other)
			}
		})
	}
}

func TestMetadataByID(t *testing.T) {
	p, err := parserWith(t, "meta.csv", "call_id,borrower_id\nA,C1\nB,C2\n")
	if err != nil {
		t.Fatal(err)
	}
	r := p.Parse(Unit{File: "calls.csv", Line: 1, Data: []byte("call_id,role,text\nA,agent,您好\nB,agent,您好\n")})
	if len(r.Calls) != 2 || r.Calls[0].BorrowerID != "C1" || r.Calls[1].BorrowerID != "C2" {
		t.Errorf("%+v", r)
	}
}

func TestMetadataFileFaults(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"no key", "call_date,product\n2026-11-09,x\n", ":1: no column file or id"},
		{"empty key", "file,call_date\n,2026-11-09\n", ":2: neither file nor id"},
		{"twice", "file,call_date\na,2026-11-09\na,2026-11-10\n", ":3: file \"a\" stands twice"},
		{"date", "file,call_date\na,09.11.2026\n", ":2: field call_date"},
		{"too many fields", "file,product\na,b,c\n", ":2: 3 fields"},
		{"syntax", "{\"file\": \"a\"}\n{\"file\": }\n", ":2: invalid character"},
		{"type", "{\"file\": 7}\n", ":1: field file: number"},
		{"id twice", "{\"id\": \"a\"}\n{\"id\": \"a\"}\n", ":2: id \"a\" stands twice"},
		{"binary", "\x00", "NUL byte"},
	} {
		_, err := parserWith(t, "meta", c.content)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	if _, err := NewParser(Options{AgentChannel: noChannel, MetadataFile: filepath.Join(t.TempDir(), "missing")}); err == nil {
		t.Error("a missing file: no error")
	}
}

// TestMetadataColumns fills every field of a call from a table.
func TestMetadataColumns(t *testing.T) {
	p, err := parserWith(t, "meta.csv", "文件名,通话方式,语言,started_at,通话日期,客户编号,借据号,坐席工号,支行,行业,地区,录音,duration_ms,"+
		"企业名称,产品,贷款金额,贷款余额,贷款用途,抵押物,担保人,下次还款日,员工人数,营业收入,实控人,竣工日期,loan_file.自定义\n"+
		"a.txt,phone,zh,2026-11-09T09:00:00+08:00,2026-11-09,C9,L7,E5,江口支行,造纸,湖北,a.wav,61000,"+
		"恒丰纸业,流贷,5000000,4800000.50,采购,厂房,罗刚,2027-03-20,120,36000000,罗刚,2027-06-30,x\n")
	if err != nil {
		t.Fatal(err)
	}
	got := parseOne(t, p, "a.txt", twoTurns)
	want := &schemas.Call{
		Schema: schemas.Version, ID: got.ID, Lang: "zh", Channel: "phone", CallDate: "2026-11-09", StartedAt: "2026-11-09T09:00:00+08:00",
		BorrowerID: "C9", LoanID: "L7", AgentID: "E5", Branch: "江口支行", Industry: "造纸", Region: "湖北", Recording: "a.wav", DurationMS: 61000,
		LoanFile: schemas.LoanFile{
			"borrower": "恒丰纸业", "product": "流贷", "amount": 5000000.0, "balance": 4800000.5, "purpose": "采购", "collateral": "厂房",
			"guarantor": "罗刚", "next_repayment": "2027-03-20", "employees": 120.0, "revenue": 36000000.0, "actual_controller": "罗刚",
			"completion_date": "2027-06-30", "自定义": "x",
		},
		Source: got.Source, Roles: got.Roles, Turns: got.Turns,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("call (-want +got):\n%s", diff)
	}
}

// TestMetadataOfSpreadsheet reads a table as spreadsheet programs write it: with
// a title over it and dates with slashes.
func TestMetadataOfSpreadsheet(t *testing.T) {
	p, err := parserWith(t, "loans.csv", "客户名单,,\n\n文件名,通话日期,借款人\nvisit.txt,2026/3/9,恒丰纸业\n")
	if err != nil {
		t.Fatal(err)
	}
	r := p.Parse(Unit{File: "visit.txt", Data: []byte(twoTurns)})
	if len(r.Calls) != 1 || r.Calls[0].CallDate != "2026-03-09" || r.Calls[0].LoanFile.Borrower() != "恒丰纸业" {
		t.Errorf("%+v", r)
	}
	if _, err := parserWith(t, "loans.csv", "客户名单,,\n文件名,通话日期,借款人\nvisit.txt,3/9/2026,恒丰纸业\n"); err == nil || !strings.Contains(err.Error(), "loans.csv:3:") {
		t.Errorf("an ambiguous date: %v", err)
	}
}

func TestISODate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"2026-11-09", "2026-11-09"},
		{"2026/3/9", "2026-03-09"},
		{"2026.11.9", "2026-11-09"},
		{"2026年3月9日", "2026-03-09"},
		{"20261109", "2026-11-09"},
		{"9/11/2026", "9/11/2026"},
		{"2026-13-01", "2026-13-01"},
		{"26-11-09", "26-11-09"},
		{"", ""},
	} {
		if got := isoDate(c.text); got != c.want {
			t.Errorf("isoDate(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}
