package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"

	"huifang/pipeline/ingest"
)

// formatFlag names the format of the input.
type formatFlag struct {
	Format string `help:"Transcript format; auto tells by the content. See huifang convert --list." aliases:"input-format" env:"HUIFANG_INPUT_FORMAT" default:"auto" placeholder:"NAME"`
}

// inputFlags say how to read.
type inputFlags struct {
	AgentChannel int    `help:"Channel of the recording that the bank's officer is on, from 0." default:"-1" placeholder:"N"`
	Roles        string `help:"Roles by the transcript's speaker labels, as spk_0=agent,spk_1=customer." placeholder:"LABEL=ROLE"`
	Metadata     string `help:"CSV or JSON Lines file with call date, borrower, loan file … by transcript file name." type:"existingfile" placeholder:"FILE"`
	MaxDocument  int64  `help:"Largest file, in MiB, that is read as one document (default ${default}); of JSON Lines, the longest line." default:"64" placeholder:"MIB"`
}

func (f *inputFlags) parser(format string) (*ingest.Parser, error) {
	roles := map[string]string{}
	for _, rule := range strings.FieldsFunc(f.Roles, func(r rune) bool { return r == ',' || r == ';' }) {
		label, role, ok := strings.Cut(rule, "=")
		if !ok {
			return nil, usageError{fmt.Errorf("--roles %s: want LABEL=ROLE", rule)}
		}
		roles[label] = role
	}
	opts := ingest.Options{AgentChannel: f.AgentChannel, Roles: roles, MetadataFile: f.Metadata}
	if format != "auto" {
		opts.Format = format
	}
	p, err := ingest.NewParser(opts)
	if err != nil {
		return nil, usageError{err}
	}
	return p, nil
}

func (f *inputFlags) split(std streams) ingest.SplitOptions {
	return ingest.SplitOptions{
		MaxDocument: f.MaxDocument << 20, Exclude: []string{f.Metadata}, Stdin: std.in,
		Skipped: passedOver(std.err),
	}
}

// maxPassedOver is how many files that are no transcripts are named: recordings
// often lie beside their transcripts, one each.
const maxPassedOver = 5

// passedOver names the first files below a folder that are no transcripts.
func passedOver(w io.Writer) func(file, reason string) {
	n := 0
	return func(file, reason string) {
		switch n++; {
		case n <= maxPassedOver:
			fmt.Fprintf(w, "%s: passed over: %s\n", file, reason)
		case n == maxPassedOver+1:
			fmt.Fprintln(w, "further files passed over are not named")
		}
	}
}

// checkPaths says which input does not exist, before anything is started for it.
func checkPaths(paths []string) error {
	for _, path := range paths {
		if _, err := os.Stat(path); path != "-" && err != nil {
			return usageError{err}
		}
	}
	return nil
}

// maxNamed is how many rejected inputs are named on standard error; all are
// kept and counted.
const maxNamed = 20

// nameRejected names the first rejected inputs, which are kept in dir.
func nameRejected(w io.Writer, dir string) func(*ingest.Rejection) {
	n := 0
	return func(r *ingest.Rejection) {
		switch n++; {
		case n <= maxNamed:
			fmt.Fprintln(w, r)
		case n == maxNamed+1:
			fmt.Fprintf(w, "further rejected inputs are not named here; see %s\n", dir)
		}
	}
}

// workers is how many chunks to work on at a time: one a core unless told.
func workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}

// plural writes "1 call", "2 calls".
func plural(n int, noun string) string {
	s := groupDigits(n) + " " + noun
	if n != 1 {
		s += "s"
	}
	return s
}

// groupDigits writes 20000 as 20,000.
func groupDigits(n int) string {
	s := strings.TrimPrefix(strconv.Itoa(n), "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if n < 0 {
		return "-" + s
	}
	return s
}
