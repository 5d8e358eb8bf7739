package lexicon

import (
	_ "embed"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

//go:generate go run huifang/nlp/segment/lexicon/gendict -o general.zst

// general is the compressed general dictionary.
//
//go:embed general.zst
var general []byte

// LoadGeneral decodes the general dictionary: some 350,000 words, folded, in
// about 10 MB. Each call decodes anew; callers share the result.
func LoadGeneral() (*Trie, error) {
	data, err := Decompress(general)
	if err != nil {
		return nil, fmt.Errorf("general dictionary: %w", err)
	}
	return Decode(data)
}

// Compress packs an encoded trie for shipping.
func Compress(data []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer enc.Close()
	return enc.EncodeAll(data, nil), nil
}

// Decompress undoes Compress.
func Decompress(data []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(data, nil)
}
