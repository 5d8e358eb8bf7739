package main

import (
	"bufio"
	"context"
	"fmt"
	"text/tabwriter"

	"huifang/pipeline/ingest"
	"huifang/schemas"
)

// convertCommand turns transcripts into call JSON.
type convertCommand struct {
	formatFlag
	inputFlags
	Path []string `arg:"" optional:"" help:"Files, folders, or - for standard input."`
	To   string   `help:"Output: jsonl (call JSON, one a line), text (a line a turn) or summary (a line a call)." enum:"jsonl,text,summary" default:"jsonl"`
	List bool     `help:"List the formats and exit." env:"-"`
}

// Help is shown below the flags.
func (*convertCommand) Help() string {
	return `Examples:
  huifang convert call.json > call.jsonl
  huifang convert --agent-channel 0 --to text stereo.json
  huifang convert --to summary transcripts/`
}

// Run converts in input order.
func (cmd *convertCommand) Run(ctx context.Context, std streams) error {
	if cmd.List {
		return listFormats(std)
	}
	if len(cmd.Path) == 0 {
		return usageError{fmt.Errorf("name a file, a folder, or - for standard input")}
	}
	parser, err := cmd.parser(cmd.Format)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(std.out, 1<<16)
	defer out.Flush()
	rejected := false
	calls := 0
	for _, path := range cmd.Path {
		err := ingest.Split(ctx, path, cmd.split(std), func(u ingest.Unit) error {
			result := parser.Parse(u)
			for _, r := range result.Rejections {
				rejected = true
				fmt.Fprintln(std.err, r)
			}
			for _, c := range result.Calls {
				calls++
				if err := cmd.write(out, c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if rejected {
		return errRejected
	}
	if calls == 0 {
		fmt.Fprintln(std.err, "no transcripts found")
	}
	return nil
}

func (cmd *convertCommand) write(out *bufio.Writer, c *schemas.Call) error {
	switch cmd.To {
	case "text":
		fmt.Fprintf(out, "# %s %s\n", c.ID, c.CallDate)
		for i := range c.Turns {
			t := &c.Turns[i]
			fmt.Fprintf(out, "%9s  %-8s  %s\n", clock(t.StartMS), t.Role, t.Text)
		}
	case "summary":
		speakers := map[string]bool{}
		words := 0
		var first, last *int64
		for i := range c.Turns {
			t := &c.Turns[i]
			speakers[speakerOf(t)] = true
			words += len(t.Words)
			if first == nil {
				first = t.StartMS
			}
			if t.EndMS != nil && (last == nil || *t.EndMS > *last) {
				last = t.EndMS
			}
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s to %s\troles %s %.2f\n",
			c.Source.File, c.Source.Format, plural(len(c.Turns), "turn"), plural(len(speakers), "speaker"), plural(words, "word"), clock(first), clock(last),
			c.Roles.Method, c.Roles.Confidence)
	default:
		line, err := schemas.Encode(c)
		if err != nil {
			return err
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	return nil
}

func speakerOf(t *schemas.Turn) string {
	if t.Speaker == "" && t.Channel != nil {
		return fmt.Sprint("channel ", *t.Channel)
	}
	return t.Speaker
}

// clock writes milliseconds as m:ss.mmm, "–" where there are none.
func clock(ms *int64) string {
	if ms == nil {
		return "–"
	}
	return fmt.Sprintf("%d:%02d.%03d", *ms/60000, *ms/1000%60, *ms%1000)
}

func listFormats(std streams) error {
	tw := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, f := range ingest.Formats() {
		fmt.Fprintf(tw, "%s\t%s\n", f.Name, f.Doc)
	}
	return tw.Flush()
}
