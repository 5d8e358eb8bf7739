package dlq

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/segmentio/kafka-go"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 5, time.UTC)

// A letter holds the record as it was and puts exactly that back, with one more
// replay counted, however often it failed before.
func TestLetterKeepsTheRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.Byte(), 0, 20)
		m := kafka.Message{
			Topic: "t.calls", Partition: rapid.IntRange(0, 99).Draw(t, "partition"), Offset: rapid.Int64Range(0, 1<<40).Draw(t, "offset"),
			Key: raw.Draw(t, "key"), Value: raw.Draw(t, "value"),
		}
		for range rapid.IntRange(0, 4).Draw(t, "headers") {
			m.Headers = append(m.Headers, kafka.Header{Key: rapid.SampledFrom([]string{"id", "odd", "dlqx", ""}).Draw(t, "name"), Value: raw.Draw(t, "content")})
		}
		again := m
		for replays := range 3 {
			reason := rapid.String().Draw(t, "reason")
			letter := Letter(&again, errors.New(reason), "g", noon)
			if letter.Topic != "t.calls.dlq" || ID(&letter) == "" {
				t.Fatalf("letter of topic %s with id %q", letter.Topic, ID(&letter))
			}
			e, err := parse(&letter)
			if err != nil {
				t.Fatal(err)
			}
			want := &Entry{
				ID: ID(&letter), Topic: "t.calls", Partition: again.Partition, Offset: again.Offset,
				Reason: reason, Group: "g", At: noon, Replays: replays, Key: m.Key, Value: m.Value, Headers: m.Headers,
			}
			if diff := cmp.Diff(want, e); diff != "" {
				t.Fatal(diff)
			}
			back := e.record()
			if back.Topic != m.Topic || !slices.Equal(back.Key, m.Key) || !slices.Equal(back.Value, m.Value) || len(back.Headers) != len(m.Headers)+1 {
				t.Fatalf("put back: %+v", back)
			}
			back.Partition, back.Offset = again.Partition, again.Offset+1
			again = back
		}
	})
}

func TestReasonIsBounded(t *testing.T) {
	m := kafka.Message{Topic: "t.calls"}
	letter := Letter(&m, errors.New(strings.Repeat("因", maxReason)), "g", noon)
	e, err := parse(&letter)
	if err != nil || len(e.Reason) > maxReason+10 || !utf8.ValidString(e.Reason) || !strings.HasSuffix(e.Reason, " …") {
		t.Errorf("%d bytes of reason, %v", len(e.Reason), err)
	}
}

func TestWithoutContent(t *testing.T) {
	m := kafka.Message{Topic: "t.calls", Partition: 2, Offset: 7, Key: []byte("key"), Value: []byte("value"), Headers: []kafka.Header{{Key: "h", Value: []byte("1")}}}
	letter := Letter(&m, errors.New("large"), "g", noon)
	small := WithoutContent(&letter)
	e, err := parse(&small)
	want := &Entry{ID: "t.calls/2/7", Topic: "t.calls", Partition: 2, Offset: 7, Reason: "large", Group: "g", At: noon, Omitted: 10, Key: []byte("t.calls/2/7")}
	if diff := cmp.Diff(want, e); err != nil || diff != "" || small.Topic != letter.Topic {
		t.Errorf("%v %s", err, diff)
	}
}

func TestParseRefuses(t *testing.T) {
	m := kafka.Message{Topic: "t.calls"}
	good := Letter(&m, errors.New("r"), "g", noon)
	for _, tc := range []struct{ header, value, want string }{
		{HeaderVersion, "2", "newer"},
		{HeaderVersion, "x", HeaderVersion},
		{HeaderPartition, "x", HeaderPartition},
		{HeaderPartition, "-1", "no dead letter"},
		{HeaderOffset, "1e3", HeaderOffset},
		{HeaderTopic, "", "no dead letter"},
		{HeaderTime, "noon", HeaderTime},
	} {
		m := good
		m.Headers = slices.Clone(good.Headers)
		i := slices.IndexFunc(m.Headers, func(h kafka.Header) bool { return h.Key == tc.header })
		m.Headers[i].Value = []byte(tc.value)
		if _, err := parse(&m); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s %q: %v", tc.header, tc.value, err)
		}
	}
}

// Whatever stands in the headers, what is taken for a letter can be put back.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"t/0/0", "", "-1"} {
		f.Add("t.calls", s, "5", "1", "2026-03-01T12:00:00Z")
		f.Add("t.calls", "3", s, "1", s)
	}
	f.Fuzz(func(t *testing.T, topic, partition, offset, replays, at string) {
		m := kafka.Message{Value: []byte("v")}
		for _, h := range [][2]string{{HeaderTopic, topic}, {HeaderPartition, partition}, {HeaderOffset, offset}, {HeaderReplays, replays}, {HeaderTime, at}} {
			m.Headers = append(m.Headers, kafka.Header{Key: h[0], Value: []byte(h[1])})
		}
		e, err := parse(&m)
		if err != nil {
			return
		}
		back := e.record()
		if back.Topic != topic || back.Topic == "" || e.Partition < 0 || e.Offset < 0 || string(back.Value) != "v" {
			t.Errorf("%+v", e)
		}
	})
}
