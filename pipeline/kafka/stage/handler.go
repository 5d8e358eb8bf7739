package stage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline"
	"huifang/pipeline/alert"
	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/consume"
	"huifang/pipeline/kafka/message"
	"huifang/pipeline/kafka/topic"
	"huifang/pipeline/tracing"
	"huifang/schemas"
)

// Producer writes messages as *client.Producer does.
type Producer interface {
	Write(ctx context.Context, msgs []kafka.Message) error
}

// Handler is what a service of stages does with the records of its topics; it
// is a consume.Handler.
type Handler struct {
	chain    *pipeline.Chain
	producer Producer
	metrics  *Metrics
	// before are the stages that calls must have been through.
	before []string
	// out is the topic behind the stretch by lane, alerts that of alert events;
	// it is empty where the chain goes on behind the stretch.
	out    map[topic.Lane]string
	alerts string
}

// NewHandler returns a handler for the stages of chain, which must be neighbours
// in the layout's chain.
func NewHandler(chain *pipeline.Chain, layout topic.Layout, producer Producer, metrics *Metrics) (*Handler, error) {
	names := chain.Names()
	h := &Handler{chain: chain.Observed(metrics.took), producer: producer, metrics: metrics, out: map[topic.Lane]string{}}
	for _, lane := range []topic.Lane{topic.Live, topic.Backload} {
		_, out, err := layout.Cut(names, lane)
		if err != nil {
			return nil, err
		}
		h.out[lane] = out
	}
	h.before = layout.Stages[:slices.Index(layout.Stages, names[0])]
	if names[len(names)-1] == layout.Stages[len(layout.Stages)-1] {
		h.alerts = layout.Alerts()
	}
	return h, nil
}

// Output is what comes of one record: the call for the topic behind and, where
// one is raised, the alert.
type Output struct {
	messages []kafka.Message
	// level is that of the alert, empty where none is raised.
	level string
}

// Prepare runs the stages on the call of r.
func (h *Handler) Prepare(ctx context.Context, r *consume.Record) (*Output, error) {
	c, meta, err := message.Decode(&r.Message)
	if err != nil {
		return nil, err
	}
	if len(h.before) == 0 && c.Analysis != nil {
		// The call was analysed before. What then ran says nothing about what
		// runs now.
		c.Analysis.Stages = nil
	}
	if err := pipeline.CheckRan(c, h.before); err != nil {
		return nil, fmt.Errorf("%w: it does not belong in topic %s", err, r.Topic)
	}
	key := r.Key
	if len(key) == 0 {
		key = message.Key(c)
	}
	borrower := c.LoanFile.Borrower()
	if err := h.chain.Run(ctx, c); err != nil {
		return nil, err
	}
	if c.Analysis.Masked && borrower != "" && string(key) == borrower {
		key = hidden(key)
	}
	meta.Carry = tracing.Inject(ctx, meta.Carry)
	return h.output(c, meta, key, r.Lane)
}

func (h *Handler) output(c *schemas.Call, meta message.Meta, key []byte, lane topic.Lane) (*Output, error) {
	m, err := message.Encode(c, meta)
	if err != nil {
		return nil, err
	}
	m.Topic, m.Key = h.out[lane], key
	o := &Output{messages: []kafka.Message{m}}
	if h.alerts == "" {
		return o, nil
	}
	event, err := alert.Raise(c, alert.Meta{Entered: meta.Entered, Backload: lane == topic.Backload})
	if err != nil {
		return nil, err
	}
	if event == nil {
		return o, nil
	}
	am, err := event.Message(key)
	if err != nil {
		return nil, err
	}
	am.Topic = h.alerts
	// Only the trace: what others put into headers nobody has masked.
	am.Headers = append(am.Headers, tracing.Headers(meta.Carry)...)
	o.messages, o.level = append(o.messages, am), event.Data.Level
	return o, nil
}

// Deliver writes the messages of all outputs at once and in order. An output
// with a message that no topic takes is refused as a whole.
func (h *Handler) Deliver(ctx context.Context, outputs []*Output) (refused []error, err error) {
	refused = make([]error, len(outputs))
	for {
		var messages []kafka.Message
		var of []int // the output that each message belongs to
		for i, o := range outputs {
			if refused[i] == nil {
				messages = append(messages, o.messages...)
				of = append(of, slices.Repeat([]int{i}, len(o.messages))...)
			}
		}
		if len(messages) == 0 {
			return refused, nil
		}
		err := h.producer.Write(ctx, messages)
		tooLarge, ok := errors.AsType[*client.TooLargeError](err)
		if !ok {
			if err == nil {
				h.count(outputs, refused)
			}
			return refused, err
		}
		refused[of[tooLarge.Index]] = fmt.Errorf("with its annotations the call has grown too large: %w", tooLarge)
	}
}

func (h *Handler) count(outputs []*Output, refused []error) {
	for i, o := range outputs {
		if refused[i] == nil && o.level != "" {
			h.metrics.alerts.WithLabelValues(o.level).Inc()
		}
	}
}
