package output

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// shape is the outer form of a value.
type shape int

const (
	isNull shape = iota
	isPlain
	isList
	isTuple
	isObject
	isDocument
)

// node is a value taken apart one step.
type node struct {
	shape shape
	plain plain
	// items are the elements of a list or tuple, or the values of an object.
	items []typed
	// keys are the keys of an object, or the names of a tuple that has some.
	keys []typed
	// document is a JSON value, written as it is.
	document []byte
}

// typed is a value with its type.
type typed struct {
	typ   *dataType
	value any
}

// open takes v one step apart.
func (v typed) open() (node, error) {
	if v.value == nil {
		return node{}, nil
	}
	switch x := v.value.(type) {
	case clickhouse.Variant:
		return typed{parseType(x.Type()), x.Any()}.open()
	case *clickhouse.JSON:
		data, err := json.Marshal(x)
		return node{shape: isDocument, document: data}, err
	case clickhouse.JSON:
		data, err := json.Marshal(&x)
		return node{shape: isDocument, document: data}, err
	}
	r := reflect.ValueOf(v.value)
	if r.Kind() == reflect.Pointer {
		if r.IsNil() {
			return node{}, nil
		}
		return typed{v.typ, r.Elem().Interface()}.open()
	}
	// Array(UInt8) comes as the type of bytes, and is not text.
	if v.typ.name != "Array" {
		if p, ok := scalar(v.typ, v.value); ok {
			return node{shape: isPlain, plain: p}, nil
		}
	}
	switch r.Kind() {
	case reflect.Slice, reflect.Array:
		return v.openList(r), nil
	case reflect.Map:
		return v.openMap(r), nil
	default:
		return node{}, fmt.Errorf("cannot write a value of type %s (%T)", v.typ.name, v.value)
	}
}

// openList opens an array, or a tuple without names.
func (v typed) openList(r reflect.Value) node {
	n := node{shape: isList}
	if v.typ.name == "Tuple" || v.typ.name == "Point" {
		n.shape = isTuple
	}
	for i := range r.Len() {
		n.items = append(n.items, typed{v.typ.argument(i), r.Index(i).Interface()})
	}
	return n
}

// openMap opens a map, in the order of its keys as written, or a tuple with
// names, in the order of its type.
func (v typed) openMap(r reflect.Value) node {
	if len(v.typ.names) > 0 {
		n := node{shape: isTuple}
		for i, name := range v.typ.names {
			var item any
			if e := r.MapIndex(reflect.ValueOf(name)); e.IsValid() {
				item = e.Interface()
			}
			n.keys = append(n.keys, typed{&dataType{name: "String"}, name})
			n.items = append(n.items, typed{v.typ.args[i], item})
		}
		return n
	}
	n := node{shape: isObject}
	keys := r.MapKeys()
	slices.SortFunc(keys, compareKeys)
	for _, k := range keys {
		n.keys = append(n.keys, typed{v.typ.argument(0), k.Interface()})
		n.items = append(n.items, typed{v.typ.argument(1), r.MapIndex(k).Interface()})
	}
	return n
}

// compareKeys orders the keys of one map: numbers by value, all else as text.
func compareKeys(a, b reflect.Value) int {
	switch {
	case a.CanInt() && b.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint() && b.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	default:
		return cmp.Compare(fmt.Sprint(a.Interface()), fmt.Sprint(b.Interface()))
	}
}

// argument is the type of element i: the tuple's own one, else the last, which
// is that of all elements of an array. Unknown types have unknown elements.
func (t *dataType) argument(i int) *dataType {
	if len(t.args) == 0 {
		return &dataType{}
	}
	return t.args[min(i, len(t.args)-1)]
}
