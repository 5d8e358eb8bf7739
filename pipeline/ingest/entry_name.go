package ingest

import (
	"encoding/binary"
	"hash/crc32"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// nameSample is how many bytes of names decide on their encoding.
const nameSample = 64 << 10

// entryNames decodes the names of an archive's entries. Neither zip nor tar says
// how names are written that are not UTF-8; Windows in Chinese writes GBK. One
// name is too short to tell, so all of an archive decide together: first each is
// added, then each is decoded.
type entryNames struct {
	sample  []byte // of names that are not UTF-8
	decided bool
	chinese bool // they are GB18030
}

// add takes a name into account.
func (n *entryNames) add(raw string) {
	if len(n.sample) < nameSample && !utf8.ValidString(raw) {
		n.sample = append(append(n.sample, raw...), '/')
	}
}

// decode returns a name as a clean path in UTF-8, with slashes and without one
// before it. Bytes whose encoding stays unknown become U+FFFD, and so do control
// characters: names are shown on terminals.
func (n *entryNames) decode(raw string) string {
	if !n.decided {
		n.decided, n.chinese = true, plausibleGB(n.sample)
	}
	name := raw
	if !utf8.ValidString(raw) {
		name = strings.ToValidUTF8(raw, string(utf8.RuneError))
		if text, err := simplifiedchinese.GB18030.NewDecoder().String(raw); n.chinese && err == nil {
			name = text
		}
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r):
			return utf8.RuneError
		}
		return r
	}, name)
	return path.Clean("/" + name)[1:]
}

// unicodePath is the tag of Info-ZIP's extra field that holds the name in UTF-8
// beside that in the encoding of the system.
const unicodePath = 0x7075

// unicodeName returns the name in UTF-8 that the extra fields of a zip entry
// give, empty where there is none or where it belongs to another name.
func unicodeName(raw string, extra []byte) string {
	for len(extra) >= 4 {
		tag, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if size > len(extra) {
			return ""
		}
		// Version, checksum of the other name, name.
		if f := extra[:size]; tag == unicodePath && size > 5 && f[0] == 1 &&
			binary.LittleEndian.Uint32(f[1:]) == crc32.ChecksumIEEE([]byte(raw)) && utf8.Valid(f[5:]) {
			return string(f[5:])
		}
		extra = extra[size:]
	}
	return ""
}
