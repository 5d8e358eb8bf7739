package segment

import (
	"bytes"
	"embed"

	"huifang/nlp/segment/lexicon"
)

//go:embed terms/*.txt
var termFiles embed.FS

// Terms returns the words of post-loan talk that ship with the program, file by
// file in the order of names. All have a frequency and a part of speech; where
// they are from is told in terms/README.md.
func Terms() ([]lexicon.Entry, error) {
	const dir = "terms"
	files, err := termFiles.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var terms []lexicon.Entry
	for _, f := range files {
		name := dir + "/" + f.Name()
		data, err := termFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		entries, err := lexicon.Parse(name, bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		terms = append(terms, entries...)
	}
	return terms, nil
}
