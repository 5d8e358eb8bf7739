package ingest

import (
	"bytes"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const sample = "客户经理：您好，我是江口支行的，做个回访。\n客户：你好，厂里订单还可以，就是回款慢。\n"

func TestDecodeText(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	big, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, note string
		data       []byte
	}{
		{"UTF-8", "", []byte(sample)},
		{"UTF-8 with mark", "", append(bytes.Clone(utf8BOM), sample...)},
		{"GB18030", "read as GB18030", gb},
		{"UTF-16LE", "read as UTF-16LE", little},
		{"UTF-16BE", "read as UTF-16BE", big},
	} {
		text, note, err := decodeText(c.data)
		if err != nil || string(text) != sample || note != c.note {
			t.Errorf("%s: decodeText = %q, %q, %v", c.name, text, note, err)
		}
	}
}

// TestDecodeTextDamaged damages UTF-8 at every byte: no damage may turn it into
// other Chinese.
func TestDecodeTextDamaged(t *testing.T) {
	for i := range len(sample) {
		for _, damaged := range [][]byte{
			append([]byte(sample[:i]), sample[i+1:]...),
			append(append([]byte(sample[:i]), 0xff), sample[i+1:]...),
		} {
			text, note, err := decodeText(damaged)
			if err == nil && note != "" {
				t.Fatalf("damaged at %d: read as %q (%s)", i, text, note)
			}
		}
	}
}

func TestDecodeTextOtherEncodings(t *testing.T) {
	big5, err := traditionalchinese.Big5.NewEncoder().Bytes([]byte("客戶經理：您好，我是江口支行的，做個回訪。客戶：你好。"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"Big5":       big5,
		"Latin 1":    []byte("Agent: caf\xe9 cr\xe8me d\xe9j\xe0 vu\nClient: tr\xe8s bien\n"),
		"random":     {0x81, 0x39, 0xff, 0xfe, 0x80, 0x80},
		"cut in GBK": {0xc4, 0xe3, 0xba},
	} {
		if text, note, err := decodeText(data); err == nil {
			t.Errorf("%s: read as %q (%s)", name, text, note)
		}
	}
}
