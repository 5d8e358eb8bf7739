package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"

	"huifang/pipeline/alert"
)

// alertsCommand groups what concerns the alert feed.
type alertsCommand struct {
	Follow alertsFollowCommand `cmd:"" help:"Print alerts as they are raised."`
}

type alertsFollowCommand struct {
	dataDirFlag
	kafkaFlags
	Group     string        `help:"Consumer group that remembers what was printed; its members share the alerts. Without one, alerts are printed from now on." placeholder:"NAME"`
	Since     time.Duration `help:"Begin this long ago." placeholder:"TIME"`
	Beginning bool          `help:"Begin with the oldest alert there is."`
	UntilEnd  bool          `help:"End once all is printed that there is."`
	Level     []string      `help:"Levels to print, as red,orange; all without it." placeholder:"LEVEL"`
	Format    string        `help:"text, or json: one CloudEvent a line." env:"HUIFANG_ALERTS_FORMAT" enum:"text,json" default:"text"`
}

// Help is shown below the flags.
func (*alertsFollowCommand) Help() string {
	return `An alert that is raised again, by a repetition or a second analysis that decides the
same, is printed once.

Examples:
  huifang alerts follow --brokers kafka1:9092 --level red,orange
  huifang alerts follow --brokers kafka1:9092 --group risk-desk --format json | ./notify`
}

// Run prints alerts until it is stopped.
func (cmd *alertsFollowCommand) Run(ctx context.Context, std streams) error {
	if cmd.Beginning && cmd.Since != 0 {
		return usageError{fmt.Errorf("--beginning and --since exclude each other")}
	}
	for i, level := range cmd.Level {
		if cmd.Level[i] = strings.ToLower(level); !alert.Raised(cmd.Level[i]) {
			return usageError{fmt.Errorf("--level %s: want some of %s", level, strings.Join(alert.Levels(), ", "))}
		}
	}
	c, err := cmd.open(std, cmd.DataDir)
	if err != nil {
		return err
	}
	defer c.Close()
	log := slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	options := alert.FollowOptions{
		Group: cmd.Group, UntilEnd: cmd.UntilEnd, Levels: cmd.Level, Log: log, Unreadable: passOver(log),
	}
	switch {
	case cmd.Beginning:
		options.From = alert.Beginning()
	case cmd.Since != 0:
		options.From = alert.Since(time.Now().Add(-cmd.Since))
	}
	write := printAlert
	if cmd.Format == "json" {
		write = printEvent
	}
	return alert.Follow(ctx, c, cmd.layout(), options, func(e *alert.Event) error { return write(std.out, e) })
}

// passOver tells of records of the feed that are no alerts; whoever wrote them,
// the alerts behind them must be told.
func passOver(log *slog.Logger) func(*kafka.Message, error) error {
	return func(m *kafka.Message, _ error) error {
		log.Warn("a record that is no alert was passed over", "topic", m.Topic, "partition", m.Partition, "offset", m.Offset)
		return nil
	}
}

// printEvent prints the event on a line of its own.
func printEvent(w io.Writer, e *alert.Event) error {
	data, err := e.Encode()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}

// printAlert prints what a person wants to know first.
func printAlert(w io.Writer, e *alert.Event) error {
	d := &e.Data
	var b strings.Builder
	fmt.Fprintf(&b, "%-6s %s  %s  call %s", d.Level, e.Time.Local().Format(time.DateTime), orDash(d.Borrower), d.CallID)
	if d.Backload {
		b.WriteString("  (back-load)")
	}
	b.WriteByte('\n')
	for _, ev := range d.Evidence {
		fmt.Fprintf(&b, "       %-10s %s %s %s\n", ev.Code, clock(ev.StartMS), ev.Role, ev.Sentence)
	}
	if f := d.FollowUp; f != nil {
		fmt.Fprintf(&b, "       → %s: %s", f.Priority, strings.Join(f.Actions, ", "))
		if f.RespondBy != "" {
			fmt.Fprintf(&b, " by %s", f.RespondBy)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
