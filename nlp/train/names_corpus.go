package train

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"huifang/nlp/names"
	"huifang/nlp/segment"
	"huifang/schemas"
)

// newsFile holds the news, one code point and its tag (B-PER, I-ORG, O …) a
// line, an empty line after each sentence.
const newsFile = "ner_peopledaily/train.txt"

// named is an example with the author of its call.
type named struct {
	names.Example
	author string
}

// readNews reads the news in their order. Texts are as they are, not folded.
func readNews(dir string) ([]named, error) {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(newsFile)))
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	defer f.Close()
	var out []named
	var one named
	kinds := map[string]string{"PER": schemas.EntityPerson, "LOC": schemas.EntityLoc, "ORG": schemas.EntityOrg}
	flush := func() {
		if len(one.Text) > 0 {
			one.Group = uint16(len(out) / newsGroup)
			out = append(out, one)
		}
		one = named{}
	}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" {
			flush()
			continue
		}
		c, tag, ok := strings.Cut(lines.Text(), " ")
		r, size := utf8.DecodeRuneInString(c)
		if !ok || size != len(c) {
			return nil, fmt.Errorf("%s:%d: want one code point and a tag", newsFile, n)
		}
		i := len(one.Text)
		one.Text = append(one.Text, r)
		part, kind, _ := strings.Cut(tag, "-")
		if tag != "O" && kinds[kind] == "" {
			return nil, fmt.Errorf("%s:%d: tag %q is not known", newsFile, n, tag)
		}
		switch k := len(one.Names) - 1; {
		case part == "B":
			one.Names = append(one.Names, names.Name{Start: i, End: i + 1, Type: kinds[kind]})
		case part == "I" && k >= 0 && one.Names[k].End == i:
			one.Names[k].End++
		}
	}
	flush()
	return out, lines.Err()
}

// callGroup numbers the first call among the documents, after those of the news.
const callGroup = 1 << 15

// readNamedCalls reads the turns of all training calls, and of the development
// calls. Texts are as they are.
func readNamedCalls(corpus fs.FS) (train, dev []named, err error) {
	files, err := fs.Glob(corpus, "train_calls*.jsonl")
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(files)
	for _, file := range files {
		if train, err = readNamedFile(train, corpus, file); err != nil {
			return nil, nil, err
		}
	}
	dev, err = readNamedFile(nil, corpus, "dev_calls.jsonl")
	return train, dev, err
}

func readNamedFile(dst []named, corpus fs.FS, file string) ([]named, error) {
	data, err := fs.ReadFile(corpus, file)
	if err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	number := 0
	if len(dst) > 0 {
		number = int(dst[len(dst)-1].Group) - callGroup + 1
	}
	for line := range strings.Lines(string(data)) {
		c, err := schemas.Decode([]byte(line))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var labels struct {
			Gold struct{ Entities []nameLabel }
		}
		if err := json.Unmarshal([]byte(line), &labels); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for k := range c.Turns {
			e := names.Example{Text: []rune(c.Turns[k].Text), Register: names.Spoken, Group: uint16(callGroup + number)}
			for _, l := range labels.Gold.Entities {
				if l.Turn == k && slices.Contains(nameTypes()[1:], l.Type) {
					e.Names = append(e.Names, names.Name{Start: l.Start, End: l.End, Type: l.Type})
				}
			}
			dst = append(dst, named{e, authorOf(c)})
		}
		number++
	}
	return dst, nil
}

// nameLabel is a label of an entity in a file of calls.
type nameLabel struct {
	Turn, Start, End int
	Type             string
}

// unpunctuated returns the example as a recogniser without punctuation writes it.
func unpunctuated(e *named, engine segment.Engine) names.Example {
	return e.rewrite(engine, func(i int, dst []rune) []rune {
		if r := e.Text[i]; !unicode.IsPunct(r) && !unicode.IsSymbol(r) {
			dst = append(dst, r)
		}
		return dst
	})
}

// rewrite returns the example with what write appends for each code point of the
// text, at most the code point itself at the end of it, cut into words anew.
// Names with nothing left go.
func (e *named) rewrite(engine segment.Engine, write func(i int, dst []rune) []rune) names.Example {
	out := names.Example{Register: e.Register, Group: e.Group}
	ends := make([]int, len(e.Text)+1)
	for i := range e.Text {
		out.Text = write(i, out.Text)
		ends[i+1] = len(out.Text)
	}
	for _, n := range e.Names {
		first, last := n.Start, n.End
		if ends[first] == ends[last] {
			continue
		}
		for ends[first+1] == ends[first] {
			first++
		}
		// What was put before the first code point is no part of the name.
		n.Start, n.End = ends[first+1]-1, ends[last]
		out.Names = append(out.Names, n)
	}
	out.Tokens = engine.Segment(nil, out.Text)
	return out
}
