package main

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"huifang/pipeline/local"
)

// plainInterval is how often progress is told where there is no terminal.
const plainInterval = 10 * time.Second

// newProgress returns what shows the progress of a run over paths: a bar on a
// terminal, a line every few seconds elsewhere. finish clears the bar.
func newProgress(w io.Writer, paths []string) (report func(local.Progress), finish func()) {
	if !terminal(w) {
		return plainProgress(w), func() {}
	}
	bar := progressbar.NewOptions64(
		inputSize(paths),
		progressbar.OptionSetWriter(w),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true),
	)
	return func(p local.Progress) {
		bar.Describe(plural(p.Calls, "call") + rejectedPart(p))
		// A wrong total must not stop the run: the bar refuses to pass its end.
		_ = bar.Set64(min(p.Bytes, bar.GetMax64()))
	}, func() { _ = bar.Finish() }
}

func plainProgress(w io.Writer) func(local.Progress) {
	start := time.Now()
	last := start
	return func(p local.Progress) {
		if now := time.Now(); now.Sub(last) >= plainInterval {
			last = now
			fmt.Fprintf(w, "%s: %s read%s\n", now.Sub(start).Round(time.Second), plural(p.Calls, "call"), rejectedPart(p))
		}
	}
}

func rejectedPart(p local.Progress) string {
	if p.Rejected == 0 {
		return ""
	}
	return ", " + groupDigits(p.Rejected) + " rejected"
}

// inputSize is the size in bytes of all files at paths, -1 with standard input.
func inputSize(paths []string) int64 {
	total := int64(0)
	for _, path := range paths {
		if path == "-" {
			return -1
		}
		// What cannot be read is told when it is read.
		_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := d.Info(); err == nil {
				total += info.Size()
			}
			return nil
		})
	}
	return total
}
