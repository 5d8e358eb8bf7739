package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"huifang/schemas"
)

// vendorFixture is a document of testdata/vendor/<format>/.
type vendorFixture struct {
	format string
	path   string
	data   []byte
}

// vendorFixtures reads all of them; what they hold is invented.
func vendorFixtures(t testing.TB) []vendorFixture {
	t.Helper()
	paths, err := filepath.Glob("testdata/vendor/*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []vendorFixture
	for _, path := range paths {
		if strings.HasSuffix(path, ".golden.json") {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, vendorFixture{format: filepath.Base(filepath.Dir(path)), path: path, data: data})
	}
	if len(all) == 0 {
		t.Fatal("no fixtures")
	}
	return all
}

func vendorFormat(t testing.TB, name string) format {
	t.Helper()
	for _, f := range vendorFormats() {
		if f.name == name {
			return f
		}
	}
	t.Fatalf("no format %q", name)
	return format{}
}

// goldenTranscript is a transcript as its golden has it.
type goldenTranscript struct {
	ID        string         `json:"id,omitempty"`
	Lang      string         `json:"lang,omitempty"`
	CallDate  string         `json:"call_date,omitempty"`
	Recording string         `json:"recording,omitempty"`
	Duration  int64          `json:"duration_ms,omitempty"`
	Agent     string         `json:"agent_id,omitempty"`
	Position  string         `json:"position,omitempty"`
	Notes     []string       `json:"notes,omitempty"`
	Err       string         `json:"err,omitempty"`
	Turns     []schemas.Turn `json:"turns"`
}

type goldenParse struct {
	Err         string             `json:"err,omitempty"`
	Transcripts []goldenTranscript `json:"transcripts"`
}

func goldenOf(ts []transcript, err error) goldenParse {
	var g goldenParse
	if err != nil {
		g.Err = err.Error()
	}
	for _, t := range ts {
		gt := goldenTranscript{
			ID: t.id, Lang: t.lang, CallDate: t.callDate, Recording: t.recording, Duration: t.durationMS,
			Agent: t.agentID, Position: t.position, Notes: t.notes, Turns: t.turns,
		}
		if t.err != nil {
			gt.Err = t.err.Error()
		}
		g.Transcripts = append(g.Transcripts, gt)
	}
	return g
}

// encodeGolden writes a turn a line, so that a change shows where it is.
func encodeGolden(t *testing.T, g goldenParse) []byte {
	t.Helper()
	compact := func(v any) []byte {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
		return bytes.TrimSpace(b.Bytes())
	}
	var b bytes.Buffer
	b.WriteString(`{"err":`)
	b.Write(compact(g.Err))
	b.WriteString(`,"transcripts":[`)
	for i, tr := range g.Transcripts {
		if i > 0 {
			b.WriteByte(',')
		}
		turns := tr.Turns
		tr.Turns = nil
		head := compact(tr)
		b.WriteByte('\n')
		b.Write(bytes.TrimSuffix(head, []byte("null}")))
		b.WriteByte('[')
		for j, turn := range turns {
			if j > 0 {
				b.WriteByte(',')
			}
			b.WriteByte('\n')
			b.Write(compact(turn))
		}
		b.WriteString("]}")
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

func TestVendorGoldens(t *testing.T) {
	for _, fx := range vendorFixtures(t) {
		t.Run(strings.TrimPrefix(fx.path, "testdata/vendor/"), func(t *testing.T) {
			got := goldenOf(vendorFormat(t, fx.format).parse(fx.data))
			golden := strings.TrimSuffix(fx.path, ".json") + ".golden.json"
			if *update {
				if err := os.WriteFile(golden, encodeGolden(t, got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(encodeGolden(t, got))); diff != "" {
				t.Errorf("golden differs (-want +got):\n%s", diff)
			}
		})
	}
}

// TestVendorDetection is the whole confusion matrix: each fixture is surest its
// own format's, and no other format, of any kind, comes near.
func TestVendorDetection(t *testing.T) {
	const margin = 10
	for _, fx := range vendorFixtures(t) {
		p := newProbe(fx.path, fx.data)
		own := vendorFormat(t, fx.format).detect(p)
		if own == 0 {
			t.Errorf("%s: not recognised", fx.path)
		}
		for _, f := range formats() {
			if f.name == fx.format {
				continue
			}
			if sure := f.detect(p); sure > own-margin {
				t.Errorf("%s: %s is %d sure, %s is %d", fx.path, fx.format, own, f.name, sure)
			}
		}
	}
}

// TestVendorFailures: a job that failed is an error in the vendor's words.
func TestVendorFailures(t *testing.T) {
	for path, want := range map[string]string{
		"aws-transcribe-standard/failed.json":       "media format",
		"aws-transcribe-call-analytics/failed.json": "Unsupported language",
		"google-stt/failed.json":                    "code 3, message Invalid audio channel count",
		"aliyun-filetrans/failed.json":              "code 41050002, message FILE_DOWNLOAD_FAILED",
		"aliyun-dashscope/failed.json":              "code InvalidFile.DownloadFailed",
		"azure-batch/failed.json":                   "code InvalidData, message None of the given recordings",
		"tencent-asr/failed.json":                   "message Failed to download audio file!",
		"tencent-flash/failed.json":                 "code 4002, message 鉴权失败",
		"iflytek-lfasr-v1/failed.json":              "code 26605, message 任务处理失败",
		"iflytek-lfasr-v2/failed.json":              "status -1, message failType 2",
		"iflytek-lfasr-v2/refused.json":             "code 26601, message 非法应用信息",
		"assemblyai/failed.json":                    "unable to download audio",
		"deepgram/failed.json":                      "code INVALID_AUTH",
		"speechmatics/failed.json":                  "error decoding the audio",
		"huawei-sis/failed.json":                    "code SIS.0604, message audio download failed",
		"volcengine/failed.json":                    "code 1013, message silence audio",
		"baidu-aasr/failed.json":                    "code 336203",
	} {
		data, err := os.ReadFile(filepath.Join("testdata/vendor", path))
		if err != nil {
			t.Fatal(err)
		}
		ts, err := vendorFormat(t, filepath.Dir(path)).parse(data)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %d transcripts, error %v, want one with %q", path, len(ts), err, want)
		}
	}
}

// TestVendorTruncated: a document cut short anywhere is an error with a place,
// under the format that the whole one has.
func TestVendorTruncated(t *testing.T) {
	for _, fx := range vendorFixtures(t) {
		whole := bytes.TrimSpace(fx.data)
		for _, cut := range []int{len(whole) - 1, len(whole) * 2 / 3} {
			_, err := vendorFormat(t, fx.format).parse(whole[:cut])
			var placed *ParseError
			if !errors.As(err, &placed) || placed.Line == 0 {
				t.Errorf("%s cut at %d: error %v has no place", fx.path, cut, err)
			}
		}
	}
}

// TestVendorCalls: each fixture gives calls that every stage can rely on, or is
// rejected with a reason.
func TestVendorCalls(t *testing.T) {
	p := newParser(t)
	for _, fx := range vendorFixtures(t) {
		r := p.Parse(Unit{File: fx.path, Data: fx.data})
		failed := strings.Contains(fx.path, "failed") || strings.Contains(fx.path, "refused")
		if failed != (len(r.Calls) == 0) {
			t.Errorf("%s: %d calls, rejections %v", fx.path, len(r.Calls), r.Rejections)
		}
		for _, c := range r.Calls {
			checkCall(t, c)
		}
	}
}
