package monitor

import (
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
)

// Formats of logs.
const (
	FormatText = "text"
	FormatJSON = "json"
)

// longest is the most bytes of a text in a log, errors included.
const longest = 4096

// NewLogger returns a logger that writes lines of format to w, from level on.
//
// Logs leave the bank's protected systems more easily than transcripts do.
// Messages are constants; attributes are numbers, times, names of topics and
// services, and errors, which say where and why but do not quote a call. What is
// logged by mistake is held back: of a call, a message, bytes or any other value
// that is not plain only its type is written, and texts end after 4 KiB.
func NewLogger(w io.Writer, format string, level slog.Leveler) (*slog.Logger, error) {
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: guard}
	switch format {
	case FormatText:
		return slog.New(slog.NewTextHandler(w, o)), nil
	case FormatJSON:
		return slog.New(slog.NewJSONHandler(w, o)), nil
	default:
		return nil, fmt.Errorf("log format %q is neither %s nor %s", format, FormatText, FormatJSON)
	}
}

// guard lets plain values through.
func guard(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(cut(a.Value.String()))
	case slog.KindAny:
		a.Value = plain(a.Value.Any())
	}
	return a
}

// plain returns v for the log, or its type where it may hold anything.
func plain(v any) slog.Value {
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
		return slog.StringValue("<nil>") // an error may not bear being asked
	}
	switch v := v.(type) {
	case nil:
		return slog.AnyValue(nil)
	case error:
		return slog.StringValue(cut(v.Error()))
	case slog.Level, *slog.Source:
		return slog.AnyValue(v)
	case []string:
		return slog.StringValue(cut(strings.Join(v, ",")))
	}
	switch reflect.TypeOf(v).Kind() {
	case reflect.Bool, reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		// Named types, some of which say who they are.
		return slog.StringValue(cut(fmt.Sprint(v)))
	}
	return slog.StringValue(fmt.Sprintf("(%T)", v))
}

// cut ends a text that is too long.
func cut(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "…"
}
