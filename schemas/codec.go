package schemas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// ErrNewerVersion is returned for a call written by a later release.
var ErrNewerVersion = errors.New("call has a newer schema version")

// Encode writes c as one line of JSON without a trailing newline, under the
// current Version. HTML characters are left as they are.
func Encode(c *Call) ([]byte, error) {
	v := *c
	v.Schema = Version
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(&v); err != nil {
		return nil, fmt.Errorf("encode call %q: %w", c.ID, err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Decode reads one call of this or an earlier version and checks it with
// Validate. Unknown fields are ignored, so that labelled calls and calls of a
// bank with fields of its own are read.
func Decode(data []byte) (*Call, error) {
	var c Call
	if err := json.Unmarshal(data, &c); err != nil {
		return nil, err
	}
	if c.Schema > Version {
		return nil, fmt.Errorf("%w: %d, this release reads up to %d", ErrNewerVersion, c.Schema, Version)
	}
	c.Schema = Version
	for i := range c.Turns {
		if c.Turns[i].Role == "" {
			c.Turns[i].Role = RoleUnknown
		}
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return &c, nil
}

// Validate checks what every stage relies on: an id, indices in order, known
// roles, times that do not run backwards within a turn, a call date that is
// one. It returns the first fault found.
func (c *Call) Validate() error {
	if c.ID == "" {
		return errors.New("call has no id")
	}
	if c.CallDate != "" {
		if _, err := time.Parse(time.DateOnly, c.CallDate); err != nil {
			return fmt.Errorf("call %q: call_date %q is not a date of the form YYYY-MM-DD", c.ID, c.CallDate)
		}
	}
	if c.StartedAt != "" {
		if _, err := time.Parse(time.RFC3339, c.StartedAt); err != nil {
			return fmt.Errorf("call %q: started_at %q is not an RFC 3339 time with an offset", c.ID, c.StartedAt)
		}
	}
	for i := range c.Turns {
		if err := c.Turns[i].validate(i); err != nil {
			return fmt.Errorf("call %q: %w", c.ID, err)
		}
	}
	return nil
}

func (t *Turn) validate(i int) error {
	if t.Idx != i {
		return fmt.Errorf("turn %d has idx %d: turns must be numbered from 0 in order", i, t.Idx)
	}
	switch t.Role {
	case RoleAgent, RoleCustomer, RoleUnknown:
	default:
		return fmt.Errorf("turn %d: role %q is none of agent, customer, unknown", i, t.Role)
	}
	if t.StartMS != nil && *t.StartMS < 0 {
		return fmt.Errorf("turn %d starts at %d ms, before the recording", i, *t.StartMS)
	}
	if t.StartMS != nil && t.EndMS != nil && *t.EndMS < *t.StartMS {
		return fmt.Errorf("turn %d ends (%d ms) before it starts (%d ms)", i, *t.EndMS, *t.StartMS)
	}
	return nil
}
