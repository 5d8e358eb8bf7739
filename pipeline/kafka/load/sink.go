package load

import (
	"context"
	"fmt"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/segmentio/kafka-go"

	"huifang/pipeline/deadletter"
	"huifang/pipeline/ingest"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/tracing"
	"huifang/schemas"
)

// MaxCallBytes is the largest call that is taken, as JSON: what the stages add
// has to fit into a message too.
const MaxCallBytes = 8 << 20

// Producer writes messages as *client.Producer does.
type Producer interface {
	Write(ctx context.Context, msgs []kafka.Message) error
}

// Options say where calls go.
type Options struct {
	Producer Producer
	// Topic takes the calls.
	Topic   string
	Journal *Journal
	// Again sends calls that the journal knows.
	Again bool
	// Letters keeps inputs that cannot be used.
	Letters *deadletter.Dir
	// Rejected is told of each of them; nil is not called.
	Rejected func(*ingest.Rejection)
	// Now is the clock: when a call was put in is part of its message.
	Now func() time.Time
	// Tracer begins the trace of a call; nil begins none.
	Tracer *tracing.Tracer
}

// Sink is a local.Sink that sends calls to a topic.
type Sink struct{ o Options }

// NewSink returns a sink, which closes nothing of o.
func NewSink(o Options) *Sink { return &Sink{o} }

// Unchanged says which calls were sent before, with the same content.
func (s *Sink) Unchanged(_ context.Context, calls []*schemas.Call, _ string) ([]bool, error) {
	unchanged := make([]bool, len(calls))
	if s.o.Again {
		return unchanged, nil
	}
	for i, c := range calls {
		e, err := entryOf(c)
		if err != nil {
			return nil, err
		}
		unchanged[i] = s.o.Journal.has(e)
	}
	return unchanged, nil
}

// Land sends calls in order and notes them once they are acknowledged. Calls
// that are too large are refused.
func (s *Sink) Land(ctx context.Context, calls []*schemas.Call, _ string) ([]*ingest.Rejection, error) {
	entered := s.o.Now()
	var messages []kafka.Message
	var sent []entry
	var spans []tracing.Span
	var refused []*ingest.Rejection
	for _, c := range calls {
		traced, span := s.o.Tracer.Start(ctx, "load")
		m, err := message.Encode(c, message.Meta{Entered: entered, Carry: tracing.Inject(traced, nil)})
		if err == nil && len(m.Value) > MaxCallBytes {
			err = fmt.Errorf("the call has %d bytes as JSON, over the limit of %d", len(m.Value), MaxCallBytes)
		}
		if err != nil {
			span.End(err)
			refused = append(refused, ingest.RejectCall(c, err))
			continue
		}
		e, err := entryOf(c)
		if err != nil {
			return nil, err
		}
		m.Topic = s.o.Topic
		messages, sent, spans = append(messages, m), append(sent, e), append(spans, span)
	}
	err := s.o.Producer.Write(ctx, messages)
	for _, span := range spans {
		span.End(err)
	}
	if err != nil {
		return nil, err
	}
	return refused, s.o.Journal.add(sent)
}

// Reject keeps inputs that cannot be used.
func (s *Sink) Reject(_ context.Context, rejections []*ingest.Rejection) error {
	for _, r := range rejections {
		_, err := s.o.Letters.Put(deadletter.Letter{
			File: r.File, Position: r.Position, Line: r.Line, Column: r.Column,
			Format: r.Format, Reason: r.Reason, Data: r.Data,
		})
		if err != nil {
			return err
		}
		if s.o.Rejected != nil {
			s.o.Rejected(r)
		}
	}
	return nil
}

// entryOf hashes a call: the hash of its input and what the operator adds to
// that, such as metadata and roles. Where it was read from does not matter: a
// file that was moved or packed is not sent again.
func entryOf(c *schemas.Call) (entry, error) {
	content := *c
	if c.Source != nil {
		source := *c.Source
		source.File, source.Position = "", ""
		content.Source = &source
		if source.SHA256 != "" {
			content.Turns = nil // stand for themselves in the input
		}
	}
	data, err := schemas.Encode(&content)
	if err != nil {
		return entry{}, err
	}
	h := xxhash.New()
	h.Write(data) // never fails
	for i := range c.Turns {
		h.WriteString(c.Turns[i].Role + "\n")
	}
	return entry{xxhash.Sum64String(c.ID), h.Sum64()}, nil
}
