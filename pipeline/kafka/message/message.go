package message

import (
	"fmt"
	"strconv"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/schemas"
)

// Headers of a message that carries a call.
const (
	// HeaderSchema is the wire version of the value, in decimal; a reader need
	// not decode the value to know that it cannot.
	HeaderSchema = "huifang-schema"
	// HeaderEntered is when the call was put in, RFC 3339 with nanoseconds,
	// UTC. Every stage hands it on. Of two readings of a call the one that was
	// put in later counts, whatever was redelivered in between.
	HeaderEntered = "huifang-entered"
	// HeaderContentType is application/json.
	HeaderContentType = "content-type"
)

// Meta is what the headers say.
type Meta struct {
	Entered time.Time
	// Carry are further headers that stages hand on unread, such as
	// traceparent.
	Carry []kafka.Header
}

// Key is the key under which a call travels: the borrower's id, else the
// borrower's name, else the call's own id. Calls of equal key keep their order.
func Key(c *schemas.Call) []byte {
	return []byte(schemas.BorrowerKey(c.BorrowerID, c.LoanFile.Borrower(), c.ID))
}

// Encode returns the message, without a topic, under the present wire version.
// Entered must be set. An error is permanent.
func Encode(c *schemas.Call, m Meta) (kafka.Message, error) {
	if m.Entered.IsZero() {
		return kafka.Message{}, fmt.Errorf("call %q has no time at which it was put in", c.ID)
	}
	value, err := schemas.Encode(c)
	if err != nil {
		return kafka.Message{}, err
	}
	headers := append([]kafka.Header{
		{Key: HeaderSchema, Value: strconv.AppendInt(nil, schemas.Version, 10)},
		{Key: HeaderEntered, Value: m.Entered.UTC().AppendFormat(nil, time.RFC3339Nano)},
		{Key: HeaderContentType, Value: []byte("application/json")},
	}, m.Carry...)
	return kafka.Message{Key: Key(c), Value: value, Headers: headers}, nil
}

// Decode reads a message of this or an earlier version. An error is permanent:
// the same message fails again; it is schemas.ErrNewerVersion where a later
// release can read the message. Where HeaderEntered is missing, as in messages
// of other producers, the message's own time stands for it. Meta.Carry shares
// its bytes with m.
func Decode(m *kafka.Message) (*schemas.Call, Meta, error) {
	meta := Meta{Entered: m.Time.UTC()}
	for _, h := range m.Headers {
		switch h.Key {
		case HeaderContentType:
		case HeaderSchema:
			version, err := strconv.Atoi(string(h.Value))
			if err != nil {
				return nil, Meta{}, fmt.Errorf("header %s is not a number", HeaderSchema)
			}
			if version < 1 {
				return nil, Meta{}, fmt.Errorf("header %s is not a version: %d", HeaderSchema, version)
			}
			if version > schemas.Version {
				return nil, Meta{}, fmt.Errorf("%w: %d, this release reads up to %d", schemas.ErrNewerVersion, version, schemas.Version)
			}
		case HeaderEntered:
			entered, err := time.Parse(time.RFC3339Nano, string(h.Value))
			if err != nil {
				return nil, Meta{}, fmt.Errorf("header %s is not an RFC 3339 time", HeaderEntered)
			}
			meta.Entered = entered.UTC()
		default:
			meta.Carry = append(meta.Carry, h)
		}
	}
	c, err := schemas.Decode(m.Value)
	if err != nil {
		return nil, Meta{}, err
	}
	return c, meta, nil
}
