package clickhouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// CallError says why one call cannot be stored. It is permanent: the same call
// would fail again.
type CallError struct {
	ID  string
	Err error
}

func (e *CallError) Error() string { return fmt.Sprintf("call %q: %v", e.ID, e.Err) }

func (e *CallError) Unwrap() error { return e.Err }

// CallsError lists the calls of a slice that Land could not store; it stored all
// others.
type CallsError struct {
	Calls []*CallError
}

func (e *CallsError) Error() string {
	lines := make([]string, len(e.Calls))
	for i, c := range e.Calls {
		lines[i] = c.Error()
	}
	return strings.Join(lines, "\n")
}

// SettingsError says what is wrong with a DSN or with files of TLS.
type SettingsError struct{ Err error }

func (e *SettingsError) Error() string { return e.Err.Error() }

func (e *SettingsError) Unwrap() error { return e.Err }

// Codes of server exceptions.
const (
	codeUnknownDatabase = 81

	codeTimeoutExceeded       = 159
	codeTooManyQueries        = 202
	codeNoFreeConnection      = 203
	codeSocketTimeout         = 209
	codeNetworkError          = 210
	codeNoZookeeper           = 225
	codeAborted               = 236
	codeMemoryLimitExceeded   = 241
	codeTableIsReadOnly       = 242
	codeNotEnoughSpace        = 243
	codeTooManyParts          = 252
	codeAllConnectionsFailed  = 279
	codeTooFewLiveReplicas    = 285
	codeUnknownStatusOfInsert = 319
	codeQueryWasCancelled     = 394
	codeCannotScheduleTask    = 439
	codeServerOverloaded      = 745
	codeKeeperException       = 999
)

// exceptionCode returns the code of the server's exception in err, 0 where err
// is none.
func exceptionCode(err error) int32 {
	if e, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return e.Code
	}
	return 0
}

// Retryable says whether time alone can cure err: the server is away, restarts,
// or has too much to do. Wrong passwords, missing rights, missing tables and
// mistakes in a statement are not of that kind, nor is a context that ended.
func Retryable(err error) bool {
	switch exceptionCode(err) {
	case 0:
		return lostConnection(err)
	case codeTimeoutExceeded, codeTooManyQueries, codeNoFreeConnection, codeSocketTimeout,
		codeNetworkError, codeNoZookeeper, codeAborted, codeMemoryLimitExceeded,
		codeTableIsReadOnly, codeNotEnoughSpace, codeTooManyParts, codeAllConnectionsFailed,
		codeTooFewLiveReplicas, codeUnknownStatusOfInsert, codeQueryWasCancelled,
		codeCannotScheduleTask, codeServerOverloaded, codeKeeperException:
		return true
	default:
		return false
	}
}

// lostConnection says whether err, which is not the server's, means that the
// connection could not be made or broke.
func lostConnection(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	for _, target := range []error{
		io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed, driver.ErrBadConn,
		syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE,
		clickhouse.ErrAcquireConnTimeout,
	} {
		if errors.Is(err, target) {
			return true
		}
	}
	// What says that a DSN is no URL is a net.Error too.
	if _, ok := errors.AsType[*SettingsError](err); ok {
		return false
	}
	_, ok := errors.AsType[net.Error](err)
	return ok
}

// closeAfter closes c because of err and returns both errors.
func closeAfter(c io.Closer, err error) error {
	return errors.Join(err, c.Close())
}
