package ingest

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"
)

func TestTimesAreExact(t *testing.T) {
	for _, row := range readTSV(t, "testdata/vendor/times.tsv", 3) {
		unit, raw, want := row[0], row[1], row[2]
		times := map[string]interface {
			json.Unmarshaler
			ms() *int64
		}{"ms": new(milliseconds), "s": new(seconds), "tick": new(ticks), "frame": new(frames), "google": new(googleDuration)}
		v, ok := times[unit]
		if !ok {
			t.Fatalf("unit %q", unit)
		}
		err := json.Unmarshal([]byte(raw), v)
		switch {
		case want == "error":
			if err == nil {
				t.Errorf("%s %s: read as %s, want an error", raw, unit, orDash(v.ms()))
			}
		case err != nil:
			t.Errorf("%s %s: %v", raw, unit, err)
		case orDash(v.ms()) != want:
			t.Errorf("%s %s: %s ms, want %s", raw, unit, orDash(v.ms()), want)
		}
	}
}

func TestISODurations(t *testing.T) {
	for s, want := range map[string]int64{
		"PT0.04S": 40, "PT1M2.18S": 62180, "PT1H0M0.5S": 3600500, "PT2H": 7200000, "P1DT1S": 86401000, "PT0S": 0, "PT5.9999S": 6000,
	} {
		if got, ok := isoMillis(s); !ok || got != want {
			t.Errorf("%s: %d %v, want %d", s, got, ok, want)
		}
	}
	for _, s := range []string{"PT", "P", "PTS", "PT1.2.3S", "PT1X", "PT-1S", "1S2"} {
		if got, ok := isoMillis(s); ok && got != 0 {
			t.Errorf("%s: read as %d", s, got)
		}
	}
}

// FuzzDecimal: scaling on the text agrees with exact rational arithmetic.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"0", "1.5", "-0.0005", "2.675", "1e3", "1.23E-2", ".5", "5.", "123456789.987654321", "007"} {
		f.Add(s, 3)
		f.Add(s, -4)
	}
	f.Fuzz(func(t *testing.T, s string, shift int) {
		if shift < -9 || shift > 9 {
			return
		}
		quoted, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var d decimal
		if json.Unmarshal(quoted, &d) != nil || !d.given() {
			return
		}
		got, ok := d.scaled(shift)
		if !ok {
			return // too large, which exact arithmetic would take ages to say
		}
		exact, valid := new(big.Rat).SetString(string(d))
		if !valid {
			t.Fatalf("%q was taken for a number", s)
		}
		scale := new(big.Rat).SetFrac64(1, 1)
		for range max(shift, -shift) {
			scale.Mul(scale, big.NewRat(10, 1))
		}
		if shift < 0 {
			scale.Inv(scale)
		}
		difference := new(big.Rat).Sub(exact.Mul(exact, scale), big.NewRat(got, 1))
		if difference.Abs(difference).Cmp(big.NewRat(1, 2)) > 0 {
			t.Errorf("%q scaled by %d is %d", s, shift, got)
		}
	})
}

func TestProbability(t *testing.T) {
	for raw, want := range map[string]float64{
		`0.5`: 0.5, `"0.97"`: 0.97, `0`: 0, `1`: 1, `null`: math.NaN(), `""`: math.NaN(), `100`: math.NaN(), `-0.2`: math.NaN(),
	} {
		var p probability
		if err := json.Unmarshal([]byte(raw), &p); err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		got := p.value()
		if (got == nil) != math.IsNaN(want) || (got != nil && *got != want) {
			t.Errorf("%s: %s, want %v", raw, orDash(got), want)
		}
	}
}

func TestLabelIndex(t *testing.T) {
	for _, tc := range []struct {
		label label
		base  int
		want  string
	}{
		{"ch_0", 0, "0"},
		{"ch_1", 0, "1"},
		{"channel_2", 1, "1"},
		{"0", 1, "-"},
		{"", 0, "-"},
		{"Agent", 0, "-"},
		{"13812345678", 0, "-"},
	} {
		if got := orDash(tc.label.index(tc.base)); got != tc.want {
			t.Errorf("%q from %d: %s, want %s", tc.label, tc.base, got, tc.want)
		}
	}
}

// TestTypeErrorsHaveAPlace: a number that is none is found where it stands, in
// each way in which a format nests its values.
func TestTypeErrorsHaveAPlace(t *testing.T) {
	for _, tc := range []struct{ format, doc, place string }{
		{"whisper", "{\"segments\": [\n {\"start\": 1, \"end\": 2},\n {\"start\": \"soon\", \"end\": 3}]}", "line 3, column 12, field segments.start"},
		{"huawei-sis", "{\"segments\":[\n{\"start_time\":0,\"end_time\":{},\"result\":{}}]}", "line 2, column 28, field segments.end_time"},
		{"volcengine", "{\"result\":\n{\"utterances\":[{\"start_time\":\"x\"}]}}", "line 2, column 30, field result.utterances.start_time"},
		{"google-stt", "{\"results\":[\n{\"alternatives\":[{\"words\":[{\"endTime\":\"1.5m\"}]}]}]}", "line 2, column 39, field results.alternatives.words.endTime"},
		{"deepgram", "{\"results\":\n{\"utterances\":[{\"transcript\":7}]}}", "line 2"},
		{"aliyun-filetrans", "{\"Result\":{\"Sentences\":[\n{\"Text\":[]}]}}", "line 2, column 9, field Result.Sentences.Text"},
	} {
		_, err := vendorFormat(t, tc.format).parse([]byte(tc.doc))
		var placed *ParseError
		if !errors.As(err, &placed) || !strings.HasPrefix(placed.Error(), tc.place) {
			t.Errorf("%s: %v, want %s", tc.format, err, tc.place)
		}
	}
}
