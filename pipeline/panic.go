package pipeline

import (
	"fmt"
	"runtime"
	"strings"
)

// PanicPlace names the function that panicked and its line, as it is called by what
// recovers: enough to find the fault by, and without the paths and values of a
// stack, which do not belong in what is stored.
func PanicPlace() string {
	var pcs [32]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(0, pcs[:])])
	panicking := false
	for {
		f, more := frames.Next()
		inRuntime := strings.HasPrefix(f.Function, "runtime.")
		if panicking && !inRuntime {
			return fmt.Sprintf("%s:%d", f.Function, f.Line)
		}
		panicking = panicking || f.Function == "runtime.gopanic"
		if !more {
			return "an unknown place"
		}
	}
}
