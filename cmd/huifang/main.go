// Command huifang analyses transcripts of post-loan visit calls: it reads them
// from any recogniser's format, tags risk, and lands the results in ClickHouse.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"huifang/pipeline/clickhouse/embedded"
)

func main() {
	// The embedded ClickHouse server is this binary again. It is no command of
	// the user's: neither flags nor settings concern it.
	if len(os.Args) > 1 && os.Args[1] == embedded.Subcommand {
		serve(os.Args[2:])
	}
	os.Exit(run(os.Args[1:], streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
}

// serve runs the embedded server and ends the process.
func serve(args []string) {
	if err := embedded.ServeMain(args); err != nil {
		fmt.Fprintln(os.Stderr, "huifang:", err)
		os.Exit(exitInfrastructure)
	}
	os.Exit(exitOK)
}

// run is main without the process: it parses args, runs one subcommand and
// returns the exit code.
func run(args []string, std streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)

	var cli commandLine
	exit := -1
	parser, err := kong.New(
		&cli,
		kong.Name("huifang"),
		kong.Description(description),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.DefaultEnvars("HUIFANG"),
		kong.Configuration(loadSettings),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{"version": "huifang " + version(), "data_dir": "huifang-data"},
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std),
		kong.Exit(func(code int) { exit = code }),
	)
	if err != nil {
		fmt.Fprintln(std.err, "huifang:", err)
		return exitUsage
	}
	command, err := parser.Parse(args)
	if exit >= 0 { // --help or --version has answered
		return exit
	}
	if err != nil {
		try := "huifang"
		if wrong, ok := errors.AsType[*kong.ParseError](err); ok {
			command, _, _ := strings.Cut(wrong.Context.Command(), " <")
			try = strings.TrimSpace(try + " " + command)
		}
		fmt.Fprintf(std.err, "huifang: %v\nTry: %s --help\n", err, try)
		return exitUsage
	}
	return exitCode(command.Run(), std.err)
}

const description = `Reads transcripts of post-loan visit calls, tags risk signals, lands the
results in ClickHouse and lists what needs attention.

  huifang analyze calls/             analyse a folder into ./huifang-data
  huifang query "SELECT * FROM alerts"
  huifang convert call.json          any supported transcript as call JSON

Every flag can also be set in the environment (--data-dir as
HUIFANG_DATA_DIR) or in a YAML file named with --config.`

// commandLine is the whole command line.
type commandLine struct {
	Config  kong.ConfigFlag  `help:"YAML file with settings: flag names as keys, those of a subcommand below its name." placeholder:"FILE"`
	Version kong.VersionFlag `help:"Print the version and exit." env:"-"`

	Analyze  analyzeCommand  `cmd:"" help:"Analyse transcripts and land them in ClickHouse: the main job."`
	Query    queryCommand    `cmd:"" help:"Run SQL on the store."`
	Convert  convertCommand  `cmd:"" help:"Turn a transcript of any supported format into call JSON."`
	Annotate annotateCommand `cmd:"" help:"Run all stages and print the annotated calls; nothing is stored."`
	Segment  segmentCommand  `cmd:"" help:"Print the words of each line of standard input, separated by spaces."`
	Up       upCommand       `cmd:"" help:"Run everything on this machine: broker for trial use, ClickHouse, all stages."`
	Ingest   ingestCommand   `cmd:"" help:"Send transcripts to the services: huifang on Kafka."`
	Stage    stageCommand    `cmd:"" help:"Run stages as a service."`
	Land     landCommand     `cmd:"" help:"Land analysed calls in ClickHouse, as a service."`
	Alerts   alertsCommand   `cmd:"" help:"Follow the alert feed."`
	Topics   topicsCommand   `cmd:"" help:"Create the topics or bring their settings up to date."`
	DLQ      dlqCommand      `cmd:"" name:"dlq" help:"List dead letters and put records back."`
	Eval     evalCommand     `cmd:"" help:"Score the analysis on labelled calls."`
	Bench    benchCommand    `cmd:"" help:"Measure what the analysis costs on this machine."`
	Train    trainCommand    `cmd:"" help:"Train the shipped models again from their data."`
	Rules    rulesCommand    `cmd:"" help:"Check a rule set."`
	Schema   schemaCommand   `cmd:"" help:"Create or upgrade the tables and views."`
	Health   healthCommand   `cmd:"" help:"Ask a running service how it is."`
	Doctor   doctorCommand   `cmd:"" help:"Check this machine and the store."`
}

// Exit codes.
const (
	exitOK             = 0
	exitRejected       = 1 // some input could not be used; it is named and kept
	exitUsage          = 2
	exitInfrastructure = 3
	exitInterrupted    = 130
)

// errRejected says that some input could not be used. It has been named on
// standard error already.
var errRejected = errors.New("some input was rejected")

// usageError is a fault in what the user asked for.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func exitCode(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errRejected):
		return exitRejected
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "huifang: interrupted; run the same command again to go on")
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "huifang:", err)
		return exitUsage
	default:
		fmt.Fprintln(stderr, "huifang:", err)
		return exitInfrastructure
	}
}
