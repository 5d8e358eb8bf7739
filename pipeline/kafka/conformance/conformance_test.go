package conformance

import (
	"context"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/kafkatest"
	"huifang/pipeline/kafka/topic"
)

// named is a scenario to play.
type named struct {
	name string
	play func(*scenario)
}

func TestConformance(t *testing.T) {
	if testing.Short() {
		t.Skip("takes most of a minute, spent in sessions that run out")
	}
	kafkatest.EachProxied(t, func(t *testing.T, b *kafkatest.Proxied) {
		// Each has topics and a group of its own, and the broker is well.
		t.Run("members", func(t *testing.T) {
			for _, s := range []named{
				{"come-and-go", membersComeAndGo},
				{"killed", memberKilled},
				{"frozen", memberFrozen},
				{"writes-refused", writesRefused},
				{"poison", poisonBecomesDeadLetter},
				{"live-first", liveFirst},
				{"bounded", bounded},
			} {
				t.Run(s.name, func(t *testing.T) {
					t.Parallel()
					s.play(newScenario(t, b, s.name))
				})
			}
		})
		t.Run("broker", func(t *testing.T) {
			for _, s := range []named{
				{"killed", brokerKilled},
				{"connections-dropped", connectionsDropped},
				{"silent", brokerSilent},
			} {
				t.Run(s.name, func(t *testing.T) { s.play(newScenario(t, b, "broker-"+s.name)) })
			}
		})
	})
}

// Members that join and leave in order repeat nothing.
func membersComeAndGo(s *scenario) {
	stopWatching := s.watch(topic.Live)
	stopFirst := s.run(s.member())
	s.send(topic.Live, 300)
	s.begun(topic.Live, 50)
	stopSecond := s.run(s.member())
	s.send(topic.Live, 300)
	s.begun(topic.Live, 300)
	stopThird := s.run(s.member())
	stopFirst()
	s.send(topic.Live, 300)
	s.begun(topic.Live, 600)
	stopSecond()
	repeated := s.complete(topic.Live)
	stopThird()
	stopWatching()
	s.settled(topic.Live)
	if repeated > 0 {
		s.Errorf("%d records repeated", repeated)
	}
}

// What a member that is killed had begun is taken over.
func memberKilled(s *scenario) {
	s.watch(topic.Live)
	s.send(topic.Live, 500)
	doomed := s.spawn(s.member())
	s.begun(topic.Live, 50)
	stop := s.run(s.member())
	s.begun(topic.Live, 150)
	s.signal(doomed, syscall.SIGKILL)
	s.complete(topic.Live)
	stop()
	s.settled(topic.Live)
}

// A member that sleeps past its session wakes up as one that the group has gone
// on without: what it still writes repeats, and what it still commits is refused.
func memberFrozen(s *scenario) {
	s.watch(topic.Live)
	s.send(topic.Live, 400)
	sleeper := s.spawn(s.member())
	s.begun(topic.Live, 50)
	s.signal(sleeper, syscall.SIGSTOP)
	stop := s.run(s.member())
	s.complete(topic.Live)
	s.signal(sleeper, syscall.SIGCONT)
	s.send(topic.Live, 400)
	s.complete(topic.Live)
	stop()
	// The sleeper is a member again, and alone.
	s.send(topic.Live, 50)
	s.complete(topic.Live)
}

func brokerKilled(s *scenario) {
	s.watch(topic.Live)
	for range 2 {
		s.run(s.member())
	}
	for range 2 {
		s.send(topic.Live, 300)
		s.begun(topic.Live, s.sent-250)
		s.must(s.broker.Restart())
	}
	s.send(topic.Live, 100)
	s.complete(topic.Live)
}

func connectionsDropped(s *scenario) {
	s.watch(topic.Live)
	for range 2 {
		s.run(s.member())
	}
	for range 5 {
		s.send(topic.Live, 100)
		s.begun(topic.Live, s.sent-80)
		if s.broker.Drop() == 0 {
			s.Error("there were no connections")
		}
	}
	s.broker.Refuse(true)
	s.broker.Drop()
	time.Sleep(session) // gone for as long as the group waits for a heartbeat
	s.broker.Refuse(false)
	s.send(topic.Live, 100)
	s.complete(topic.Live)
}

// Nothing answers for longer than a request and a session last, and then all
// that was held back arrives.
func brokerSilent(s *scenario) {
	s.watch(topic.Live)
	for range 2 {
		s.run(s.member())
	}
	s.send(topic.Live, 400)
	s.begun(topic.Live, 50)
	s.broker.Freeze(true)
	time.Sleep(2 * session)
	s.broker.Freeze(false)
	s.send(topic.Live, 100)
	s.complete(topic.Live)
}

// What the broker refuses to store is not committed, nor is anything behind it;
// members that stop meanwhile leave it to the next.
func writesRefused(s *scenario) {
	s.watch(topic.Live)
	s.send(topic.Live, 100)
	stop := s.run(s.member())
	s.complete(topic.Live)
	stop()
	s.settled(topic.Live)
	s.limitOutput(1)
	s.send(topic.Live, 100)
	for range 2 {
		m := s.member()
		m.Drain = 100 * time.Millisecond
		tried := make(chan struct{})
		var once sync.Once
		m.gate = func(context.Context, []kafka.Message) error {
			once.Do(func() { close(tried) })
			return nil
		}
		stop := s.run(m)
		<-tried
		stop()
	}
	committed, err := s.committed(s.layout.Calls(topic.Live))
	s.must(err)
	if n := sum(committed); n != 100 {
		s.Errorf("%d are committed of 100 relayed", n)
	}
	stop = s.run(s.member())
	s.limitOutput(client.MaxMessageBytes)
	s.complete(topic.Live)
	stop()
	s.settled(topic.Live)
}

// limitOutput sets the size of the largest batch that the output takes.
func (s *scenario) limitOutput(bytes int) {
	s.Helper()
	_, err := topic.Apply(s.Context(), s.client, []topic.Spec{{
		Name: s.layout.Analyzed(topic.Live), Partitions: partitions, Config: map[string]string{"max.message.bytes": strconv.Itoa(bytes)},
	}}, topic.Options{})
	s.must(err)
}
