package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decodeText returns data as UTF-8 without a byte order mark, and a note where
// it was in another encoding. UTF-16 is known by its byte order mark, GB18030
// (with it GBK and GB2312) by being plausible Chinese where the bytes are not
// UTF-8. Other input is an error with a byte offset. UTF-8 comes back as part
// of data, without a copy.
func decodeText(data []byte) (text []byte, note string, err error) {
	switch {
	case bytes.HasPrefix(data, utf8BOM):
		data = data[len(utf8BOM):]
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return nil, "", errors.New("UTF-32 is not supported: convert the file to UTF-8")
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data, unicode.LittleEndian, "UTF-16LE")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data, unicode.BigEndian, "UTF-16BE")
	}
	if nul := bytes.IndexByte(data, 0); nul >= 0 {
		return nil, "", fmt.Errorf("not a transcript: %s, NUL byte at offset %d", binaryKind(data), nul)
	}
	if utf8.Valid(data) {
		return data, "", nil
	}
	bad := invalidUTF8(data)
	if cutUTF8(data, bad) {
		return data[:bad], "the last character is cut short, left out", nil
	}
	if kind := binaryKind(data); kind != binaryUnknown {
		return nil, "", fmt.Errorf("not a transcript: %s", kind)
	}
	if plausibleGB(data) {
		text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err == nil && !bytes.ContainsRune(text, utf8.RuneError) {
			return text, "read as GB18030", nil
		}
	}
	return nil, "", fmt.Errorf("neither UTF-8 (invalid at byte offset %d) nor Chinese in GB18030", bad)
}

// decodeUTF16 decodes data, byte order mark included.
func decodeUTF16(data []byte, order unicode.Endianness, name string) ([]byte, string, error) {
	if len(data)%2 != 0 {
		return nil, "", fmt.Errorf("%s cut short: %d bytes", name, len(data))
	}
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", name, err)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, "", fmt.Errorf("not a transcript: %s with NUL characters", name)
	}
	return text, "read as " + name, nil
}

const binaryUnknown = "binary data"

// binaryKind names binary data by its first bytes.
func binaryKind(data []byte) string {
	for _, kind := range []struct{ magic, name string }{
		{"RIFF", "a WAV recording"},
		{"ID3", "an MP3 recording"},
		{"\xff\xfb", "an MP3 recording"},
		{"OggS", "an Ogg recording"},
		{"fLaC", "a FLAC recording"},
		{"#!AMR", "an AMR recording"},
		{"PK\x03\x04", "a ZIP archive or Office document"},
		{"\xd0\xcf\x11\xe0", "an Office document"},
		{"%PDF", "a PDF document"},
		{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
		{"Rar!\x1a\x07", "a RAR archive"},
		{"BZh", "bzip2 data"},
		{"\xfd7zXZ", "xz data"},
		{"\x1f\x8b", "gzip data"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
	} {
		if bytes.HasPrefix(data, []byte(kind.magic)) {
			return kind.name
		}
	}
	return binaryUnknown
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// cutUTF8 reports whether data, invalid first at bad, is UTF-8 that ends within a
// character: the file was cut. Characters before it show that it is UTF-8.
func cutUTF8(data []byte, bad int) bool {
	rest := data[bad:]
	return len(rest) < utf8.UTFMax && rest[0] >= 0xc2 && !utf8.FullRune(rest) && utf8.RuneCount(data[:bad]) < bad
}

// plausibleGB reports whether the bytes above 0x7f look like Chinese in
// GB18030. Nearly any bytes decode to some rare character there, so that is no
// evidence; but written Chinese consists to over nine tenths of the symbols and
// the 3755 frequent characters that GB2312 keeps in rows A1–A3 and B0–D7, which
// damaged UTF-8 and other encodings hit far less. Short lines of talk may hold
// little but interjections, some of which stand outside.
func plausibleGB(data []byte) bool {
	frequent, total := 0, 0
	for i := 0; i < len(data); {
		lead := data[i]
		if lead < 0x80 {
			i++
			continue
		}
		if i+1 == len(data) {
			return false
		}
		trail := data[i+1]
		total++
		if trail >= '0' && trail <= '9' { // a character of four bytes
			i += 4
			continue
		}
		if trail >= 0xa1 && (lead >= 0xa1 && lead <= 0xa3 || lead >= 0xb0 && lead <= 0xd7) || interjection(lead, trail) {
			frequent++
		}
		i += 2
	}
	return frequent*10 >= total*8
}

// interjection reports whether two bytes are one of 嗯呃诶呗嘞嗨喔噢哟 in GBK.
func interjection(lead, trail byte) bool {
	switch uint16(lead)<<8 | uint16(trail) {
	case 0xe0c5, 0xdfc0, 0xdac0, 0xdfc2, 0xe0cf, 0xe0cb, 0xe0b8, 0xe0de, 0xd3b4:
		return true
	}
	return false
}
