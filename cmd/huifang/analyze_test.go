package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"huifang/pipeline/clickhouse/embedded"
)

const (
	examples = "../../examples"
	devCalls = "../../nlp/corpus/dev_calls.jsonl"
)

// answers are queries whose results must not depend on how the store came to
// hold its calls. Sums are of decimals: those of floats depend on the order.
var answers = []string{
	"SELECT count(), uniq(call_id) FROM calls",
	"SELECT count(), sum(length(text)) FROM turns",
	"SELECT type, count(), sum(toDecimal128(value, 2)) FROM entities GROUP BY type ORDER BY type",
	"SELECT code, status, count(), sum(toDecimal64(confidence, 4)) FROM signals GROUP BY code, status ORDER BY code, status",
	"SELECT key, count() FROM facts GROUP BY key ORDER BY key",
	"SELECT field, severity, count() FROM discrepancies GROUP BY field, severity ORDER BY field, severity",
	"SELECT id, countIf(covered) FROM checklist GROUP BY id ORDER BY id",
	"SELECT level, count() FROM alerts GROUP BY level ORDER BY level",
	"SELECT call_id, level, evidence, respond_by, next_visit FROM alerts ORDER BY call_id",
	"SELECT term, count(), sum(toDecimal64(score, 4)) FROM keywords GROUP BY term ORDER BY term LIMIT 50",
	"SELECT term, sum(count) FROM terms GROUP BY term ORDER BY term LIMIT 50",
	"SELECT willingness, ability, count() FROM calls GROUP BY willingness, ability ORDER BY ALL",
	"SELECT kind, count() FROM disfluencies GROUP BY kind ORDER BY kind",
	"SELECT call_date, industry, calls, signals FROM risk_daily ORDER BY ALL",
	"SELECT borrower, call_date, alert_level FROM borrower_timeline ORDER BY ALL",
}

func ask(t testing.TB, dataDir string) map[string]string {
	t.Helper()
	defer serving(t, dataDir)()
	got := make(map[string]string, len(answers))
	for _, sql := range answers {
		got[sql] = mustRun(t, exitOK, "query", "--data-dir", dataDir, "--format", "csv", sql).out
	}
	return got
}

// serving keeps the server of dataDir up until the function that it returns is
// called, so that each query does not start its own.
func serving(t testing.TB, dataDir string) (stop func()) {
	t.Helper()
	server, err := embedded.Start(t.Context(), dataDir, embedded.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := server.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestAnalyzeExamplesTwice(t *testing.T) {
	needClickHouse(t)
	dir := t.TempDir()
	first := mustRun(t, exitOK, "analyze", examples, "--data-dir", dir)
	for _, want := range []string{"60 calls read", "60 analysed", "0 rejected", "Most urgent borrowers", "red "} {
		if !strings.Contains(first.out, want) {
			t.Errorf("the summary lacks %q:\n%s", want, first.out)
		}
	}
	before := ask(t, dir)
	second := mustRun(t, exitOK, "analyze", examples, "--data-dir", dir)
	if !strings.Contains(second.out, "0 analysed, 60 stored already") {
		t.Errorf("the second run did work:\n%s", second.out)
	}
	again := mustRun(t, exitOK, "analyze", examples, "--data-dir", dir, "--again", "--workers", "1")
	if !strings.Contains(again.out, "60 analysed") {
		t.Errorf("--again did not analyse:\n%s", again.out)
	}
	if diff := cmp.Diff(before, ask(t, dir)); diff != "" {
		t.Errorf("answers changed:\n%s", diff)
	}
	defer serving(t, dir)()
	t.Run("queries of the analysts' page", func(t *testing.T) { queriesOfPage(t, dir) })
	t.Run("nothing but rights to read", func(t *testing.T) {
		mustRun(t, exitUsage, "query", "--data-dir", dir, "ALTER TABLE analyses DELETE WHERE 1")
		mustRun(t, exitUsage, "query", "--data-dir", dir, "SELECT * FROM file('/etc/passwd', 'LineAsString')")
	})
	t.Run("personal data is masked", func(t *testing.T) {
		found := mustRun(t, exitOK, "query", "--data-dir", dir, "--format", "csv",
			`SELECT count() FROM turns WHERE match(replaceRegexpAll(text, '[ ,，、-]', ''), '1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]')`)
		if strings.TrimSpace(found.out) != "0" {
			t.Errorf("%s turns hold a phone or identity number", strings.TrimSpace(found.out))
		}
	})
}

// queriesOfPage runs every query of docs/analysts.md.
func queriesOfPage(t *testing.T, dir string) {
	page, err := os.ReadFile("../../docs/analysts.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllSubmatch(page, -1)
	if len(blocks) < 10 {
		t.Fatalf("only %d queries found", len(blocks))
	}
	empty := 0
	for _, b := range blocks {
		if o := mustRun(t, exitOK, "query", "--data-dir", dir, "--format", "csv", string(b[1])); o.out == "" {
			empty++
		}
	}
	// The examples have no rejected input and no borrower who was called twice.
	if empty > 2 {
		t.Errorf("%d of %d queries have no result", empty, len(blocks))
	}
}

func TestRejectedInputIsNamedKeptAndCountedOnce(t *testing.T) {
	needClickHouse(t)
	in, dir := t.TempDir(), t.TempDir()
	bad := filepath.Join(in, "bad.json")
	if err := os.WriteFile(bad, []byte(`{"id":"X","turns":[{"idx":0,`), 0o600); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(examples, "subtitles/D49.srt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(in, "good.srt"), good, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		o := mustRun(t, exitRejected, "analyze", in, "--data-dir", dir)
		if !strings.Contains(o.err, bad+":1:") || !strings.Contains(o.out, "1 rejected") {
			t.Errorf("the bad input is not named:\n%s%s", o.out, o.err)
		}
	}
	counts := mustRun(t, exitOK, "query", "--data-dir", dir, "--format", "csv", "SELECT count(), (SELECT count() FROM calls) FROM rejected").out
	if strings.TrimSpace(counts) != "1,1" {
		t.Errorf("rejected and landed: %s", counts)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "rejected", "*.raw"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %v, %v", kept, err)
	}
	if data, err := os.ReadFile(kept[0]); err != nil || !bytes.HasPrefix(data, []byte(`{"id":"X"`)) {
		t.Errorf("kept %q, %v", data, err)
	}
}

func TestOriginalsOnlyWhereAskedFor(t *testing.T) {
	needClickHouse(t)
	dir := t.TempDir()
	call := `{"id":"P1","call_date":"2026-11-09","turns":[{"idx":0,"role":"customer","text":"我的手机是13812345678您记一下。"}]}`
	path := filepath.Join(t.TempDir(), "call.jsonl")
	if err := os.WriteFile(path, []byte(call), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, exitOK, "analyze", path, "--data-dir", dir, "--keep-originals")
	text := mustRun(t, exitOK, "query", "--data-dir", dir, "--format", "csv", "SELECT text FROM turns").out
	if strings.Contains(text, "13812345678") || !strings.Contains(text, "138****5678") {
		t.Errorf("stored text: %s", text)
	}
	// The reader of the embedded store has no rights on the originals.
	mustRun(t, exitUsage, "query", "--data-dir", dir, "SELECT text FROM originals")
}

// A run that is killed at any point and run again ends where a clean run ends.
func TestKilledRunIsResumed(t *testing.T) {
	needClickHouse(t)
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	input := filepath.Join(t.TempDir(), "calls.jsonl")
	data, err := os.ReadFile(devCalls)
	if err != nil {
		t.Fatal(err)
	}
	var many bytes.Buffer
	for round := range 50 {
		many.Write(bytes.ReplaceAll(data, []byte(`{"id": "D`), fmt.Appendf(nil, `{"id": "R%02d-D`, round)))
	}
	if err := os.WriteFile(input, many.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	clean, killed := t.TempDir(), t.TempDir()
	mustRun(t, exitOK, "analyze", input, "--data-dir", clean, "--quiet")

	for attempt := range 3 {
		cmd := exec.Command(os.Args[0], "analyze", input, "--data-dir", killed)
		cmd.Env = append(os.Environ(), asProgram+"=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(1000+700*attempt) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Logf("attempt %d had ended: %v", attempt, err)
		}
		_ = cmd.Wait()
	}
	o := mustRun(t, exitOK, "analyze", input, "--data-dir", killed)
	if !strings.Contains(o.out, "3,000 calls read") {
		t.Errorf("summary:\n%s", o.out)
	}
	if diff := cmp.Diff(ask(t, clean), ask(t, killed)); diff != "" {
		t.Errorf("a killed and resumed run has other answers:\n%s", diff)
	}
}

// A server named by its DSN needs no data directory but for rejected inputs.
func TestAnalyzeOnAServerByDSN(t *testing.T) {
	needClickHouse(t)
	server, err := embedded.Start(t.Context(), t.TempDir(), embedded.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop(t.Context())
	dsn := server.DSN()
	mustRun(t, exitOK, "schema", "apply", "--clickhouse", dsn)
	o := mustRun(t, exitOK, "analyze", filepath.Join(examples, "subtitles"), "--clickhouse", dsn, "--data-dir", t.TempDir())
	if strings.Contains(o.out+o.err, dsn) {
		t.Error("the address with its password is printed")
	}
	count := mustRun(t, exitOK, "query", "--clickhouse", dsn, "--format", "csv", "SELECT count() FROM calls")
	if strings.TrimSpace(count.out) != "3" {
		t.Errorf("%s calls landed, want 3", strings.TrimSpace(count.out))
	}
	away := huifang(t, "", "query", "--clickhouse", "clickhouse://127.0.0.1:1", "SELECT 1")
	if away.code != exitInfrastructure {
		t.Errorf("a server that is away gives exit code %d, %s", away.code, away.err)
	}
}
