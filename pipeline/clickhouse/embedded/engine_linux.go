package embedded

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

// engine is the ClickHouse library, loaded into this process.
type engine struct {
	run       func(argc int32, argv unsafe.Pointer) unsafe.Pointer
	lastError func(result unsafe.Pointer) string
	signals   func(enabled int32)
	sigaction func(number int32, set, old unsafe.Pointer) int32
}

// sigactionSize is at least the size of a struct sigaction of any libc.
const sigactionSize = 256

// signalCount is one more than the highest signal number.
const signalCount = 65

// loadEngine maps the library at path. A library without the entry points is
// refused: versions before 26.6 cannot start listeners.
func loadEngine(path string) (*engine, error) {
	lib, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("load the ClickHouse library %s: %w", path, err)
	}
	libc, err := purego.Dlopen("libc.so.6", purego.RTLD_NOW)
	if err != nil {
		return nil, fmt.Errorf("load the C library: %w", err)
	}
	e := &engine{}
	for _, entry := range []struct {
		lib  uintptr
		name string
		fn   any
	}{
		{lib, "chdb_query_cmdline", &e.run},
		{lib, "chdb_result_error", &e.lastError},
		{lib, "chdb_set_signal_handlers_enabled", &e.signals},
		{libc, "sigaction", &e.sigaction},
	} {
		symbol, err := purego.Dlsym(entry.lib, entry.name)
		if err != nil {
			return nil, fmt.Errorf("the ClickHouse library %s has no %s: it is not version %s", path, entry.name, libraryVersion)
		}
		purego.RegisterFunc(entry.fn, symbol)
	}
	return e, nil
}

// main runs the engine's command line until its last statement ends, on the
// calling goroutine. It may be called once in the life of a process.
func (e *engine) main(args []string) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	restore := e.keepSignals()
	e.signals(0)
	restore()

	argv := make([]unsafe.Pointer, 0, len(args)+1)
	var pin runtime.Pinner
	defer pin.Unpin()
	for _, arg := range args {
		b := append([]byte(arg), 0)
		pin.Pin(&b[0])
		argv = append(argv, unsafe.Pointer(&b[0]))
	}
	argv = append(argv, nil)
	result := e.run(int32(len(args)), unsafe.Pointer(&argv[0]))
	runtime.KeepAlive(argv)
	if result == nil {
		return errors.New("the ClickHouse engine returned nothing")
	}
	if msg := e.lastError(result); msg != "" {
		return errors.New(msg)
	}
	return nil
}

// keepSignals records the handlers of all signals and returns what puts them
// back: the library installs its own, on which the Go runtime would die.
func (e *engine) keepSignals() (restore func()) {
	saved := new([signalCount][sigactionSize]byte)
	for n := 1; n < signalCount; n++ {
		e.sigaction(int32(n), nil, unsafe.Pointer(&saved[n][0]))
	}
	return func() {
		for n := 1; n < signalCount; n++ {
			var now [sigactionSize]byte
			e.sigaction(int32(n), nil, unsafe.Pointer(&now[0]))
			if now != saved[n] {
				e.sigaction(int32(n), unsafe.Pointer(&saved[n][0]), nil)
			}
		}
	}
}
