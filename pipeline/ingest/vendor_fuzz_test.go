package ingest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzVendor cuts fixtures of two families and joins the pieces with bytes of
// the fuzzer's, and feeds the result to every vendor's detection and parser:
// no panic, calls that hold what Result promises, the same result twice.
func FuzzVendor(f *testing.F) {
	fixtures := vendorFixtures(f)
	for i := range fixtures {
		f.Add(uint16(i), uint16(i+7), uint32(0), uint32(0), []byte(`"`))
		f.Add(uint16(i), uint16(i), uint32(40+i), uint32(42+i), []byte("null"))
	}
	all := vendorFormats()
	parsers := make([]*Parser, len(all))
	for i := range all {
		p, err := NewParser(Options{Format: all[i].name, AgentChannel: -1})
		if err != nil {
			f.Fatal(err)
		}
		parsers[i] = p
	}
	f.Fuzz(func(t *testing.T, first, second uint16, cut, resume uint32, insert []byte) {
		head := fixtures[int(first)%len(fixtures)].data
		tail := fixtures[int(second)%len(fixtures)].data
		var doc []byte
		doc = append(doc, head[:int(cut)%(len(head)+1)]...)
		doc = append(doc, insert...)
		doc = append(doc, tail[int(resume)%(len(tail)+1):]...)
		p := newProbe("fuzz.json", doc)
		for _, format := range all {
			if sure := format.detect(p); sure < 0 || sure > 100 {
				t.Errorf("%s is %d sure", format.name, sure)
			}
		}
		for _, parser := range parsers {
			r := parser.Parse(Unit{File: "fuzz.json", Data: doc})
			if len(r.Calls)+len(r.Rejections) == 0 {
				t.Error("neither call nor rejection")
			}
			for _, c := range r.Calls {
				checkCall(t, c)
			}
			if diff := cmp.Diff(messages(r), messages(parser.Parse(Unit{File: "fuzz.json", Data: doc}))); diff != "" {
				t.Errorf("a second time differs:\n%s", diff)
			}
		}
	})
}

// BenchmarkVendor reads one fixture of each family of shapes.
func BenchmarkVendor(b *testing.B) {
	for _, fx := range vendorFixtures(b) {
		switch fx.path {
		case "testdata/vendor/aws-transcribe-standard/speaker_labels.json", "testdata/vendor/iflytek-lfasr-v2/tracks.json",
			"testdata/vendor/funasr/speakers.json", "testdata/vendor/aliyun-filetrans/v4_words.json":
		default:
			continue
		}
		parse := vendorFormat(b, fx.format).parse
		b.Run(fx.format, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(fx.data)))
			for b.Loop() {
				if _, err := parse(fx.data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
