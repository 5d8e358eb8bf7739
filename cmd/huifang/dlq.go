package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"huifang/pipeline/kafka/client"
	"huifang/pipeline/kafka/dlq"
	"huifang/pipeline/kafka/topic"
)

// dlqCommand groups what concerns dead letters.
type dlqCommand struct {
	List   dlqListCommand   `cmd:"" help:"List dead letters."`
	Show   dlqShowCommand   `cmd:"" help:"Print the record of a dead letter as it was."`
	Replay dlqReplayCommand `cmd:"" help:"Put records back into their topics."`
}

// dlqFlags say which dead letters.
type dlqFlags struct {
	dataDirFlag
	kafkaFlags
	Topic []string `help:"Topics whose dead letters are meant; all without it." placeholder:"NAME"`
}

// sources lists the topics that are named, or all that have dead letters.
func (f *dlqFlags) sources(ctx context.Context, c *client.Client) ([]string, error) {
	if len(f.Topic) > 0 {
		for _, name := range f.Topic {
			missing, err := topic.Missing(ctx, c, []string{topic.DeadLetters(name)})
			if err != nil {
				return nil, err
			}
			if len(missing) > 0 {
				return nil, usageError{fmt.Errorf("there are no dead letters of a topic %s", name)}
			}
		}
		return f.Topic, nil
	}
	layout := f.layout()
	specs, err := layout.Plan(layout.Stages[:len(layout.Stages)-1], topic.Settings{})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range specs {
		names = append(names, topic.DeadLetters(s.Name))
	}
	missing, err := topic.Missing(ctx, c, names)
	if err != nil {
		return nil, err
	}
	var sources []string
	for _, s := range specs {
		if !slices.Contains(missing, topic.DeadLetters(s.Name)) {
			sources = append(sources, s.Name)
		}
	}
	return sources, nil
}

// each calls visit with the dead letters of all sources. What is wrong with one
// does not keep it from the others.
func (f *dlqFlags) each(ctx context.Context, c *client.Client, visit func(*dlq.Entry) error) error {
	sources, err := f.sources(ctx, c)
	if err != nil {
		return err
	}
	for _, source := range sources {
		err = errors.Join(err, dlq.List(ctx, c, source, visit))
		if ctx.Err() != nil {
			break
		}
	}
	return err
}

type dlqListCommand struct {
	dlqFlags
	All bool `help:"Also those that were put back."`
}

// Run lists one letter a line.
func (cmd *dlqListCommand) Run(ctx context.Context, std streams) error {
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	tw := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	err = cmd.each(ctx, c, func(e *dlq.Entry) error {
		if e.Replayed && !cmd.All {
			return nil
		}
		state := ""
		if e.Replayed {
			state = "put back: "
		}
		_, err := fmt.Fprintf(tw, "%s\t%s\t%d bytes\t%s%s\n", e.ID, e.At.Local().Format(time.DateTime), len(e.Value), state, strings.ReplaceAll(e.Reason, "\n", " "))
		return err
	})
	return errors.Join(err, tw.Flush())
}

type dlqShowCommand struct {
	dlqFlags
	ID      string `arg:"" help:"Id of the letter, as list prints it."`
	Headers bool   `help:"Print key and headers too."`
}

// Run prints the bytes of one record.
func (cmd *dlqShowCommand) Run(ctx context.Context, std streams) error {
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	found := false
	err = cmd.each(ctx, c, func(e *dlq.Entry) error {
		if e.ID != cmd.ID {
			return nil
		}
		found = true
		if cmd.Headers {
			fmt.Fprintf(std.out, "key: %s\n", e.Key)
			for _, h := range e.Headers {
				fmt.Fprintf(std.out, "%s: %s\n", h.Key, h.Value)
			}
			fmt.Fprintf(std.out, "reason: %s\n\n", e.Reason)
		}
		_, err := std.out.Write(e.Value)
		return err
	})
	if err == nil && !found {
		err = usageError{fmt.Errorf("there is no dead letter %s", cmd.ID)}
	}
	return err
}

type dlqReplayCommand struct {
	dlqFlags
	ID  []string `arg:"" optional:"" help:"Ids of letters, as list prints them."`
	All bool     `help:"All letters that were not put back yet."`
}

// Help is shown below the flags.
func (*dlqReplayCommand) Help() string {
	return `Puts records back, unchanged, when what kept them from being processed is gone: after
an upgrade, say. One that fails again becomes a new dead letter.

Examples:
  huifang dlq replay --brokers kafka1:9092 huifang.calls/3/1207
  huifang dlq replay --brokers kafka1:9092 --all --topic huifang.calls`
}

// Run puts back and says how many.
func (cmd *dlqReplayCommand) Run(ctx context.Context, std streams) error {
	if cmd.All == (len(cmd.ID) > 0) {
		return usageError{fmt.Errorf("name letters, or say --all")}
	}
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	producer := client.NewProducer(c)
	defer producer.Close()
	sources, err := cmd.sources(ctx, c)
	if err != nil {
		return err
	}
	total, missing := 0, slices.Clone(cmd.ID)
	for _, source := range sources {
		// What cannot be put back does not keep the other topics' from it.
		n, failed := dlq.Replay(ctx, c, producer, source, func(e *dlq.Entry) bool {
			missing = slices.DeleteFunc(missing, func(id string) bool { return id == e.ID })
			return cmd.All && !e.Replayed || slices.Contains(cmd.ID, e.ID)
		})
		total, err = total+n, errors.Join(err, failed)
		if ctx.Err() != nil {
			break
		}
	}
	fmt.Fprintf(std.out, "%s put back\n", plural(total, "record"))
	if err == nil && len(missing) > 0 {
		err = usageError{fmt.Errorf("there is no dead letter %s", strings.Join(missing, ", "))}
	}
	return err
}
