package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"huifang/schemas"
)

func TestUsageErrors(t *testing.T) {
	settings := filepath.Join(t.TempDir(), "huifang.yaml")
	if err := os.WriteFile(settings, []byte("data-dri: /x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		want string
		args []string
	}{
		{"expected", []string{"analyze"}},
		{"no-such-file", []string{"analyze", "no-such-file"}},
		{"unknown flag", []string{"query", "--nope", "SELECT 1"}},
		{"nothere", []string{"convert", "--format", "nothere", examples}},
		{"there is no store", []string{"query", "--data-dir", t.TempDir(), "SELECT 1"}},
		{"data-dri", []string{"--config", settings, "rules", "check"}},
		{"name a file", []string{"convert"}},
		{"riskmodel, sentiment, dialogue", []string{"train", "--corpus", t.TempDir(), "other"}},
		{"--data", []string{"train", "--corpus", t.TempDir(), "names"}},
	} {
		o := huifang(t, "", tc.args...)
		if o.code != exitUsage || !strings.Contains(o.err, tc.want) {
			t.Errorf("huifang %v: exit code %d, %q; want %d and %q", tc.args, o.code, o.err, exitUsage, tc.want)
		}
	}
}

func TestHelpNamesEveryCommandAndHasExamples(t *testing.T) {
	top := mustRun(t, exitOK, "--help").out
	for _, command := range []string{"analyze", "query", "convert", "annotate", "segment", "eval", "bench", "train", "rules", "schema", "doctor"} {
		if !strings.Contains(top, command) {
			t.Errorf("--help lacks %s", command)
		}
	}
	for _, command := range []string{"analyze", "query", "convert", "annotate", "segment", "eval", "train"} {
		if help := mustRun(t, exitOK, command, "--help").out; !strings.Contains(help, "huifang "+command) || !strings.Contains(help, "Example") {
			t.Errorf("%s --help has no example:\n%s", command, help)
		}
	}
}

func TestSegment(t *testing.T) {
	o := huifang(t, "应收账款还没收回来\n\nABC公司 利率3.5%\r\n没有换行", "segment")
	want := "应收账款 还 没收 回来\n\nABC 公司 利率 3.5%\n没有 换行\n"
	if o.code != exitOK || o.out != want {
		t.Errorf("code %d, output %q, want %q", o.code, o.out, want)
	}
	for _, engine := range []string{"fast", "gse"} {
		o := huifang(t, "the borrower paid 应收账款\n", "segment", "--tags", "--engine", engine)
		if want := "the/r borrower/n paid/v 应收账款/n\n"; o.code != exitOK || o.out != want {
			t.Errorf("tags by %s: %q, want %q (%s)", engine, o.out, want, o.err)
		}
	}
	if o := huifang(t, "", "segment"); o.code != exitOK || o.out != "" {
		t.Errorf("no input: %+v", o)
	}
}

func TestSegmentWithUserDictionary(t *testing.T) {
	dict := filepath.Join(t.TempDir(), "words.txt")
	if err := os.WriteFile(dict, []byte("木语家具厂\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := huifang(t, "去木语家具厂看看\n", "segment", "--dict", dict); o.out != "去 木语家具厂 看看\n" {
		t.Errorf("output %q, %s", o.out, o.err)
	}
}

func TestConvertReadsOwnOutput(t *testing.T) {
	first := mustRun(t, exitOK, "convert", filepath.Join(examples, "iflytek/D57.json"))
	again := huifang(t, first.out, "convert", "-")
	a, err := schemas.Decode([]byte(strings.TrimSpace(first.out)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := schemas.Decode([]byte(strings.TrimSpace(again.out)))
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "D57" || b.ID != a.ID || len(a.Turns) != len(b.Turns) || a.LoanFile.Borrower() != b.LoanFile.Borrower() {
		t.Errorf("first %s with %d turns, again %s with %d", a.ID, len(a.Turns), b.ID, len(b.Turns))
	}
}

func TestConvertGoesOnAfterABadFile(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.json": "{", "b.txt": "客户经理：您好\n客户：您说\n客户经理：最近生意怎么样\n客户：还行\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := mustRun(t, exitRejected, "convert", "--to", "text", dir)
	if !strings.Contains(o.err, "a.json") || !strings.Contains(o.out, "最近生意怎么样") {
		t.Errorf("out %q, err %q", o.out, o.err)
	}
}

func TestConvertNamesWhatItPassesOver(t *testing.T) {
	dir := t.TempDir()
	for i := range maxPassedOver + 2 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i, ".wav")), []byte("RIFF"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o := mustRun(t, exitOK, "convert", dir)
	if n := strings.Count(o.err, ".wav: passed over: recording\n"); n != maxPassedOver || !strings.HasSuffix(o.err, "are not named\nno transcripts found\n") {
		t.Errorf("error output %q", o.err)
	}
}

func TestConvertWritesTimesThatThereAre(t *testing.T) {
	for in, want := range map[string]string{
		"call_id,start_s,role,text\nA,61.5,agent,您好\n": " 1:01.500  agent     您好\n",
		"call_id,role,text\nA,agent,您好\n":              "        –  agent     您好\n",
	} {
		if o := huifang(t, in, "convert", "--to", "text", "-"); o.out != "# A \n"+want {
			t.Errorf("%q gives %q, want %q (%s)", in, o.out, want, o.err)
		}
	}
}

func TestAnnotateKeepsOrderAndMasksWhenAsked(t *testing.T) {
	o := mustRun(t, exitOK, "annotate", devCalls)
	lines := strings.Split(strings.TrimSpace(o.out), "\n")
	if len(lines) != 60 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines {
		c, err := schemas.Decode([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		if want := []string{"D01", "D02", "D03"}; i < len(want) && c.ID != want[i] {
			t.Errorf("line %d is call %s, want %s", i, c.ID, want[i])
		}
		if c.Alert == nil || len(c.Checklist) != 16 || c.Analysis.Masked {
			t.Errorf("call %s: alert %v, %d checklist items", c.ID, c.Alert, len(c.Checklist))
		}
	}
	masked := mustRun(t, exitOK, "annotate", "--mask", devCalls)
	if masked.out == o.out || !strings.Contains(masked.out, `"masked":true`) {
		t.Error("--mask changes nothing")
	}
}

func TestEvalOfOwnAnnotationsAgrees(t *testing.T) {
	annotated := filepath.Join(t.TempDir(), "annotated.jsonl")
	if err := os.WriteFile(annotated, []byte(mustRun(t, exitOK, "annotate", devCalls).out), 0o600); err != nil {
		t.Fatal(err)
	}
	direct := mustRun(t, exitOK, "eval", devCalls, "--format", "json").out
	scored := mustRun(t, exitOK, "eval", devCalls, "--annotated", annotated, "--format", "json").out
	if direct != scored {
		t.Error("scores differ between running the stages and scoring their output")
	}
	var report struct {
		Calls int `json:"calls"`
	}
	if err := json.Unmarshal([]byte(direct), &report); err != nil || report.Calls != 60 {
		t.Errorf("report of %d calls, %v", report.Calls, err)
	}
}

func TestEvalOfTexts(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		args []string
		want []string
	}{
		"words": {
			"应收账款 很多 。\n",
			[]string{"--task", "words"},
			[]string{"sentences  1", "huifang  1.000"},
		},
		"names": {
			"岭 B-LOC\n海 I-LOC\n。 O\n",
			[]string{"--task", "names", "--no-punctuation"},
			[]string{"texts  1", "names, micro", "PERSON", "ORG"},
		},
		"sentiment": {
			"neg\t愁死了,真的没办法了\n",
			[]string{"--task", "sentiment"},
			[]string{"texts  1", "label right", "1 of 1"},
		},
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(tc.text), 0o600); err != nil {
			t.Fatal(err)
		}
		out := mustRun(t, exitOK, append([]string{"eval", file}, tc.args...)...).out
		for _, want := range tc.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", name, want, out)
			}
		}
		if err := os.WriteFile(file, []byte("1\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if name == "words" {
			continue // any line is words
		}
		if o := mustRun(t, exitUsage, append([]string{"eval", file}, tc.args...)...); !strings.Contains(o.err, file+": line 1") {
			t.Errorf("%s: error %q does not name file and line", name, o.err)
		}
	}
	mustRun(t, exitUsage, "eval", devCalls, "--task", "words", "--annotated", devCalls)
	mustRun(t, exitUsage, "eval", devCalls, "--no-punctuation")
}

func TestBenchReportsStagesAndReference(t *testing.T) {
	out := mustRun(t, exitOK, "bench", devCalls, "--rounds", "1", "--format", "json").out
	var report struct {
		Calls, Characters int
		Stages            []struct{ Name string }
		ReferenceNS       int64 `json:"reference_ns"`
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Calls != 60 || report.Characters == 0 || len(report.Stages) != 5 || report.ReferenceNS == 0 {
		t.Errorf("report %+v", report)
	}
	if table := mustRun(t, exitOK, "bench", devCalls, "--rounds", "1", "--format", "table").out; !strings.Contains(table, "× gse's Cut") {
		t.Errorf("table\n%s", table)
	}
	empty := filepath.Join(t.TempDir(), "empty.jsonl")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, exitUsage, "bench", empty)
	mustRun(t, exitUsage, "bench", devCalls, "--rounds", "0")
}

func TestRulesCheckNamesThePlace(t *testing.T) {
	if o := mustRun(t, exitOK, "rules", "check"); !strings.Contains(o.out, "109 signals in 14 categories") {
		t.Errorf("output %q", o.out)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../nlp/risk/ruleset")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "signals", "LIQ.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range []struct{ old, broken, want string }{
		{"severity: 3", "severity: 9", "signals/LIQ.yaml:"},
		{"    near_misses:\n", "    near_misses:\n      - 工资还没发\n", "LIQ02 fires on the near-miss"},
	} {
		at := strings.Index(string(data), "code: LIQ02")
		broken := string(data[:at]) + strings.Replace(string(data[at:]), fault.old, fault.broken, 1)
		if err := os.WriteFile(file, []byte(broken), 0o600); err != nil {
			t.Fatal(err)
		}
		if o := huifang(t, "", "rules", "check", dir); o.code != exitUsage || !strings.Contains(o.err, fault.want) {
			t.Errorf("%s: code %d, %q", fault.broken, o.code, o.err)
		}
	}
}

func TestSettingsByEnvironmentAndFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "huifang.yaml")
	if err := os.WriteFile(file, []byte("convert:\n  to: summary\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(examples, "iflytek/D57.json")
	if o := mustRun(t, exitOK, "--config", file, "convert", path); !strings.Contains(o.out, "2 speakers") {
		t.Errorf("the settings file is not used: %q", o.out)
	}
	t.Setenv("HUIFANG_TO", "text")
	if o := mustRun(t, exitOK, "--config", file, "convert", path); !strings.HasPrefix(o.out, "# D57") {
		t.Errorf("the environment does not go before the file: %.80q", o.out)
	}
	if o := mustRun(t, exitOK, "--config", file, "convert", "--to", "jsonl", path); !strings.HasPrefix(o.out, "{") {
		t.Errorf("the flag does not go before the environment: %.80q", o.out)
	}
}

func TestSettingsOfANestedSubcommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "huifang.yaml")
	if err := os.WriteFile(file, []byte("schema:\n  clickhouse: no address\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := huifang(t, "", "--config", file, "schema", "apply"); o.code != exitUsage || !strings.Contains(o.err, "ClickHouse DSN") {
		t.Errorf("code %d, %q", o.code, o.err)
	}
}

func TestEnvironmentMeansOneThing(t *testing.T) {
	// One for input, one each for the forms of output, none for what only prints.
	t.Setenv("HUIFANG_INPUT_FORMAT", "iflytek-lfasr-v2")
	t.Setenv("HUIFANG_VERSION", "1")
	t.Setenv("HUIFANG_LIST", "1")
	if o := mustRun(t, exitRejected, "convert", filepath.Join(examples, "subtitles/D49.srt")); !strings.Contains(o.err, "iflytek") {
		t.Errorf("the format of the input is not taken from the environment: %q", o.err)
	}
	t.Setenv("HUIFANG_EVAL_FORMAT", "json")
	if o := mustRun(t, exitOK, "eval", devCalls); !strings.HasPrefix(o.out, "{") {
		t.Errorf("the form of the report is not taken from the environment: %.80q", o.out)
	}
}
