package monitor_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/monitor"
	"huifang/schemas"
)

func TestLogger(t *testing.T) {
	for _, format := range []string{monitor.FormatText, monitor.FormatJSON} {
		var out bytes.Buffer
		log, err := monitor.NewLogger(&out, format, slog.LevelInfo)
		if err != nil {
			t.Fatal(err)
		}
		log.Debug("below the level")
		log.Info("joined", "topics", []string{"a", "b"}, "lane", topic.Backload, "after", 2*time.Second, "records", 3, "error", errors.New("no leader"))
		got := out.String()
		for _, want := range []string{"joined", "a,b", "backload", "3", "no leader"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in %s", format, want, got)
			}
		}
		if strings.Contains(got, "below") || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %s", format, got)
		}
	}
	var out bytes.Buffer
	log, err := monitor.NewLogger(&out, monitor.FormatText, slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	var none *url.Error
	if log.Info("m", "error", none, "nothing", nil); !strings.HasSuffix(out.String(), "msg=m error=<nil> nothing=<nil>\n") {
		t.Errorf("nil errors: %s", out.String())
	}
	if _, err := monitor.NewLogger(&bytes.Buffer{}, "xml", slog.LevelInfo); err == nil {
		t.Error("format xml was taken")
	}
}

// What may hold the text of a call or a borrower's name does not get out,
// wherever in the attributes it stands.
func TestLoggerHoldsBack(t *testing.T) {
	const secret = "王大明欠薪"
	c := &schemas.Call{ID: "c1", BorrowerID: secret}
	values := map[string]any{
		"call": c, "call by value": *c, "message": kafka.Message{Value: []byte(secret)}, "bytes": []byte(secret),
		"list": []any{secret}, "map": map[string]string{"name": secret}, "pointer": new(secret),
	}
	for name, v := range values {
		for _, format := range []string{monitor.FormatText, monitor.FormatJSON} {
			var out bytes.Buffer
			log, err := monitor.NewLogger(&out, format, slog.LevelInfo)
			if err != nil {
				t.Fatal(err)
			}
			log.With("outer", v).WithGroup("g").Info("m", "inner", v, slog.Group("h", "deep", v))
			for _, leak := range []string{secret, "王", "5LqL", "546L"} { // the base64 of bytes begins so
				if strings.Contains(out.String(), leak) {
					t.Errorf("%s, %s: %s", name, format, out.String())
				}
			}
			if strings.Count(out.String(), "(") != 3 {
				t.Errorf("%s, %s: the types are not told: %s", name, format, out.String())
			}
		}
	}
}

func TestLoggerCutsTexts(t *testing.T) {
	var out bytes.Buffer
	log, err := monitor.NewLogger(&out, monitor.FormatJSON, slog.LevelInfo)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("访", 10_000)
	log.Info("m", "text", long, "error", errors.New(long))
	if out.Len() > 10_000 || !utf8.Valid(out.Bytes()) || strings.Count(out.String(), "访…") != 2 {
		t.Errorf("%d bytes: %s", out.Len(), out.String())
	}
}
