package main

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"huifang/nlp/segment"
	"huifang/nlp/segment/lexicon"
)

// segmentCommand prints the words of standard input.
type segmentCommand struct {
	Dict   string `help:"User dictionary: a word a line, with frequency and part of speech where known." type:"existingfile" placeholder:"FILE"`
	Engine string `help:"fast is what the analysis uses; gse is the library it is checked against." enum:"fast,gse" default:"fast"`
}

// Help is shown below the flags.
func (*segmentCommand) Help() string {
	return `Example:
  echo 应收账款还没收回来 | huifang segment`
}

// Run reads lines until the input ends. The dictionary is loaded with the first.
func (cmd *segmentCommand) Run(std streams) error {
	in := bufio.NewReaderSize(std.in, 1<<16)
	if _, err := in.Peek(1); errors.Is(err, io.EOF) {
		return nil
	}
	return cmd.lines(in, std)
}

func (cmd *segmentCommand) lines(in *bufio.Reader, std streams) error {
	lists, err := userDictionary(cmd.Dict)
	if err != nil {
		return err
	}
	open := segment.OpenUnigram
	if cmd.Engine == "gse" {
		open = segment.OpenGSE
	}
	engine, err := open(lists...)()
	if err != nil {
		return err
	}
	lines := segment.NewLines(engine)
	out := bufio.NewWriterSize(std.out, 1<<16)
	defer out.Flush()
	var words []byte
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			words = lines.Append(words[:0], strings.TrimRight(line, "\r\n"))
			out.Write(words)
			if writeErr := out.WriteByte('\n'); writeErr != nil {
				return writeErr
			}
		}
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
	}
}

// userDictionary reads the file of --dict; no lists without one.
func userDictionary(path string) ([][]lexicon.Entry, error) {
	if path == "" {
		return nil, nil
	}
	entries, err := lexicon.ParseFile(path)
	if err != nil {
		return nil, usageError{err}
	}
	return [][]lexicon.Entry{entries}, nil
}
