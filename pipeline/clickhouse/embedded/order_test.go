package embedded

import (
	"bufio"
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestOrder(t *testing.T) {
	want := order{Library: "/lib \"x\".so", Root: "/data\n/回访", Port: 9, EnginePort: 10, Passwords: map[string]string{"a": "b"}}
	var b bytes.Buffer
	if err := want.send(&b); err != nil {
		t.Fatal(err)
	}
	got, err := receiveOrder(bufio.NewReader(&b))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, text := range []string{"", "hello\n", "{"} {
		if _, err := receiveOrder(bufio.NewReader(strings.NewReader(text))); err == nil {
			t.Errorf("%q was taken for an order", text)
		}
	}
}
