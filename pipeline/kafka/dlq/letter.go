package dlq

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/topic"
)

// Headers of a dead letter, next to those of the record.
const (
	prefix = "dlq-"

	// HeaderVersion is the version of these headers; see Version. HeaderID is
	// TOPIC/PARTITION/OFFSET of the record: a letter that was written again has
	// the same.
	HeaderVersion = "dlq-version"
	HeaderID      = "dlq-id"

	HeaderTopic     = "dlq-topic"
	HeaderPartition = "dlq-partition"
	HeaderOffset    = "dlq-offset"
	// HeaderReason is why the record cannot be processed.
	HeaderReason = "dlq-reason"
	// HeaderGroup is the consumer group that found out, HeaderTime when, RFC
	// 3339.
	HeaderGroup = "dlq-group"
	HeaderTime  = "dlq-time"
	// HeaderOmitted, of a letter without content, is how many bytes the key,
	// value and headers of the record have.
	HeaderOmitted = "dlq-omitted"
	// HeaderReplays, of a record that was put back, counts how often it was.
	HeaderReplays = "dlq-replays"
	// HeaderReplayed, of a mark, is the id of the letter that was put back.
	HeaderReplayed = "dlq-replayed"
)

// Version is the version of letters that this package writes, and the latest that
// it reads.
const Version = 1

// maxReason bounds the reason in bytes.
const maxReason = 2000

// Letter returns the dead letter of m, which a member of group found to be
// beyond processing.
func Letter(m *kafka.Message, reason error, group string, at time.Time) kafka.Message {
	text := reason.Error()
	if len(text) > maxReason {
		text = strings.ToValidUTF8(text[:maxReason], "") + " …"
	}
	headers := make([]kafka.Header, 0, len(m.Headers)+8)
	for _, h := range m.Headers {
		// Only the count is carried on by a record that was put back.
		if h.Key == HeaderReplays || !strings.HasPrefix(h.Key, prefix) {
			headers = append(headers, h)
		}
	}
	add := func(key, value string) { headers = append(headers, kafka.Header{Key: key, Value: []byte(value)}) }
	add(HeaderVersion, strconv.Itoa(Version))
	add(HeaderID, place(m.Topic, m.Partition, m.Offset))
	add(HeaderTopic, m.Topic)
	add(HeaderPartition, strconv.Itoa(m.Partition))
	add(HeaderOffset, strconv.FormatInt(m.Offset, 10))
	add(HeaderReason, text)
	add(HeaderGroup, group)
	add(HeaderTime, at.UTC().Format(time.RFC3339Nano))
	return kafka.Message{Topic: topic.DeadLetters(m.Topic), Key: m.Key, Value: m.Value, Headers: headers}
}

// WithoutContent returns the letter without key, value and headers of the record:
// for one that is too large as a whole. The record stands in its topic until
// retention removes it, at the place that the letter names.
func WithoutContent(letter *kafka.Message) kafka.Message {
	id := ID(letter)
	bytes := len(letter.Key) + len(letter.Value)
	var headers []kafka.Header
	for _, h := range letter.Headers {
		if strings.HasPrefix(h.Key, prefix) {
			headers = append(headers, h)
		} else {
			bytes += len(h.Key) + len(h.Value)
		}
	}
	headers = append(headers, kafka.Header{Key: HeaderOmitted, Value: strconv.AppendInt(nil, int64(bytes), 10)})
	return kafka.Message{Topic: letter.Topic, Key: []byte(id), Headers: headers}
}

// ID returns the id of a letter, empty where it has none.
func ID(letter *kafka.Message) string {
	for _, h := range letter.Headers {
		if h.Key == HeaderID {
			return string(h.Value)
		}
	}
	return ""
}

func place(topic string, partition int, offset int64) string {
	return fmt.Sprintf("%s/%d/%d", topic, partition, offset)
}

// Entry is a dead letter as it is read.
type Entry struct {
	// ID is TOPIC/PARTITION/OFFSET of the record.
	ID        string
	Topic     string
	Partition int
	Offset    int64
	Reason    string
	Group     string
	At        time.Time
	// Replays counts how often the record had been put back before it failed
	// again; Replayed says that this letter has been put back.
	Replays  int
	Replayed bool
	// Omitted is not 0 where the letter is without the record's content, and how
	// many bytes that has.
	Omitted int64
	Key     []byte
	Value   []byte
	// Headers are those of the record.
	Headers []kafka.Header
}

// parse reads a letter.
func parse(m *kafka.Message) (*Entry, error) {
	e := &Entry{Key: m.Key, Value: m.Value, At: m.Time, Partition: -1, Offset: -1}
	for _, h := range m.Headers {
		value := string(h.Value)
		var err error
		switch h.Key {
		case HeaderVersion:
			var version int
			if version, err = strconv.Atoi(value); err == nil && version > Version {
				err = fmt.Errorf("version %d is newer than this program, which knows %d", version, Version)
			}
		case HeaderOmitted:
			e.Omitted, err = strconv.ParseInt(value, 10, 64)
		case HeaderTopic:
			e.Topic = value
		case HeaderPartition:
			e.Partition, err = strconv.Atoi(value)
		case HeaderOffset:
			e.Offset, err = strconv.ParseInt(value, 10, 64)
		case HeaderReason:
			e.Reason = value
		case HeaderGroup:
			e.Group = value
		case HeaderTime:
			e.At, err = time.Parse(time.RFC3339Nano, value)
		case HeaderReplays:
			e.Replays, err = strconv.Atoi(value)
		default:
			if !strings.HasPrefix(h.Key, prefix) {
				e.Headers = append(e.Headers, h)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("header %s: %w", h.Key, err)
		}
	}
	if e.Topic == "" || e.Partition < 0 || e.Offset < 0 {
		return nil, fmt.Errorf("no dead letter: %s, %s or %s is missing", HeaderTopic, HeaderPartition, HeaderOffset)
	}
	e.ID = place(e.Topic, e.Partition, e.Offset)
	return e, nil
}

// record is the record of e as it is put back.
func (e *Entry) record() kafka.Message {
	return kafka.Message{
		Topic: e.Topic, Key: e.Key, Value: e.Value,
		Headers: append(slices.Clone(e.Headers), kafka.Header{Key: HeaderReplays, Value: strconv.AppendInt(nil, int64(e.Replays+1), 10)}),
	}
}

// mark is the message that says that e was put back.
func (e *Entry) mark() kafka.Message {
	return kafka.Message{
		Topic: topic.DeadLetters(e.Topic), Key: e.Key,
		Headers: []kafka.Header{{Key: HeaderReplayed, Value: []byte(e.ID)}},
	}
}

// markOf returns the id of the letter that m marks as put back.
func markOf(m *kafka.Message) (id string, ok bool) {
	for _, h := range m.Headers {
		if h.Key == HeaderReplayed {
			return string(h.Value), true
		}
	}
	return "", false
}
