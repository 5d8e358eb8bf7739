package alert

import "github.com/segmentio/kafka-go"

// contentType is that of a CloudEvent in the structured mode of the Kafka
// binding.
const contentType = "application/cloudevents+json; charset=UTF-8"

// Message returns the event as a message under key, without a topic.
func (e *Event) Message(key []byte) (kafka.Message, error) {
	value, err := e.Encode()
	if err != nil {
		return kafka.Message{}, err
	}
	return kafka.Message{
		Key: key, Value: value,
		Headers: []kafka.Header{{Key: "content-type", Value: []byte(contentType)}},
	}, nil
}
