package ingest

import "huifang/schemas"

// format is one transcript format, as a value in the list formats().
type format struct {
	// name is what --format takes and Source.Format records, such as
	// "aliyun-filetrans".
	name string
	// doc is one line for the help text.
	doc string
	// detect returns how sure the format is that p is its own, 0 (no) … 100
	// (a field that no other format has). The highest wins; a tie between two
	// formats is an error that names both.
	detect func(p *probe) int
	// parse reads the whole document (UTF-8, BOM gone) and returns one
	// transcript per call in it. An error is a *ParseError where a place in the
	// document is known. It must not panic on any input (fuzzed) and must not
	// guess what the document does not say.
	parse func(data []byte) ([]transcript, error)
}

// transcript is what a format's parser knows of one call. Everything optional
// is zero or nil where the document does not say.
type transcript struct {
	// id is a vendor's job or task id, empty where there is none.
	id         string
	lang       string // as the vendor writes it, e.g. "en-US", "zh"
	startedAt  string // RFC 3339 with an offset, only if stated so
	callDate   string // YYYY-MM-DD, only if stated
	recording  string
	durationMS int64
	agentID    string
	turns      []schemas.Turn // Idx is set later; Role set only if the vendor states it, else empty
	notes      []string       // repairs made and things left out, in words
	// position is the place of this call in the document where it holds
	// several, such as "call 3".
	position string

	// meta is what else the document says of the call, for formats that carry
	// such things.
	meta metadata
	// call is the call itself where the format is call JSON; every other field
	// but position, notes, raw and err is then unused.
	call *schemas.Call
	// raw is the part of the document that holds this call, nil where calls
	// cannot be told apart. A rejection of the call keeps it.
	raw []byte
	// err says why this call cannot be read; the others of the document can.
	err error
}
