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
	Engine string `help:"fast is what the analysis uses; gse stands for the libraries it is checked against, gse and (with --tags) prose." enum:"fast,gse" default:"fast"`
	Tags   bool   `help:"Print word/tag: the part of speech in gse's tag set, for English words too."`
}

// Help is shown below the flags.
func (*segmentCommand) Help() string {
	return `Example:
  echo 应收账款还没有收回来 | huifang segment
  echo the loan 还没还 | huifang segment --tags`
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
	cut, err := cmd.cutter(lists)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	defer out.Flush()
	var words []byte
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			var cutErr error
			if words, cutErr = cut(words[:0], strings.TrimRight(line, "\r\n")); cutErr != nil {
				return cutErr
			}
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

// cutter returns what appends the words of a line.
func (cmd *segmentCommand) cutter(lists [][]lexicon.Entry) (func(dst []byte, line string) ([]byte, error), error) {
	open, annotator := segment.OpenUnigram, func(lists ...[]lexicon.Entry) *segment.Annotator {
		return segment.NewAnnotator(segment.OpenUnigram(lists...))
	}
	if cmd.Engine == "gse" {
		open, annotator = segment.OpenGSE, segment.NewReference
	}
	if cmd.Tags {
		return segment.NewTaggedLines(annotator(lists...)).Append, nil
	}
	engine, err := open(lists...)()
	if err != nil {
		return nil, err
	}
	lines := segment.NewLines(engine)
	return func(dst []byte, line string) ([]byte, error) { return lines.Append(dst, line), nil }, nil
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
