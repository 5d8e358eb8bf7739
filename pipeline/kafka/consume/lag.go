package consume

import (
	"context"
	"strconv"
	"time"

	"github.com/segmentio/kafka-go"
)

// lagEvery is how often the ends of the partitions are asked for.
const lagEvery = 5 * time.Second

// quietAfter is how long a reader must not have failed to be out of trouble. One
// that cannot work fails again within seconds.
const quietAfter = 15 * time.Second

// watchLag keeps the lag of the assigned partitions up to date: how many records
// stand behind the last one delivered. It returns once ctx ends, or false where a
// partition ends before what was delivered of it: its topic was made anew, and
// kafka-go's reader would wait without a word until there are as many records again
// and pass over them. Readers that begin anew see it.
func (g *generation[T]) watchLag(ctx context.Context) bool {
	request := map[string][]kafka.OffsetRequest{}
	for _, p := range g.partitions {
		request[p.topic] = append(request[p.topic], kafka.FirstOffsetOf(p.id), kafka.LastOffsetOf(p.id))
	}
	before := make([]int64, len(g.partitions))
	for len(request) > 0 && ctx.Err() == nil {
		// Before the question: by the answer more may have been written and
		// delivered.
		for i, p := range g.partitions {
			before[i] = p.get()
		}
		answer, err := g.cfg.Client.Kafka().ListOffsets(ctx, &kafka.ListOffsetsRequest{Topics: request})
		if err == nil {
			for i, p := range g.partitions {
				for _, o := range answer.Topics[p.topic] {
					if o.Partition == p.id && o.Error == nil {
						// Its leader answers; a partition without records has no
						// other way to tell that trouble is over.
						g.recovered(p.reading(), quietAfter)
						if at := before[i]; o.LastOffset >= 0 && at > o.LastOffset {
							g.cfg.Log.Error("the topic ends before what was delivered of it: joining anew",
								"service", g.cfg.Service, "topic", p.topic, "partition", p.id, "delivered", at, "end", o.LastOffset)
							return false
						}
						at := max(p.get(), p.start, o.FirstOffset)
						g.metrics.lag.WithLabelValues(p.topic, strconv.Itoa(p.id)).Set(float64(max(0, o.LastOffset-at)))
					}
				}
			}
		}
		// Where the brokers are away the readers tell.
		pause(ctx, lagEvery)
	}
	return true
}
