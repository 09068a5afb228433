// Load keeps a server busy and tells whether one request failed or one stream was cut.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	options, err := readOptions(os.Args[1:], os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	report, err := run(stop, options, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	if report.Failed > 0 || report.Cut > 0 {
		os.Exit(1)
	}
}

// run writes one line of JSON per interval, and the report as the last line.
func run(stop context.Context, options options, out io.Writer) (Report, error) {
	ending, done := context.WithTimeout(stop, options.duration)
	defer done()
	lines := json.NewEncoder(out)
	results := newResults(time.Now())
	finished := start(ending, options, results)
	ticker := time.NewTicker(options.every)
	defer ticker.Stop()
	for {
		select {
		case now := <-ticker.C:
			if err := lines.Encode(results.progress(now)); err != nil {
				return Report{}, err
			}
		case <-finished:
			report := results.report(time.Now())
			return report, lines.Encode(report)
		}
	}
}

// start begins everything that the options ask for; what it gives is closed when all of it has ended.
func start(ending context.Context, options options, results *results) <-chan struct{} {
	var running sync.WaitGroup
	target := newTarget(options)
	if pages := options.pages(); len(pages) > 0 {
		for number := range options.connections {
			running.Go(func() { connection(ending, target, results, pages, options, number) })
		}
	}
	if options.mix[slowKind] {
		running.Go(func() { slow(ending, target, results, options.slow) })
	}
	if options.mix[socketKind] {
		running.Go(func() { sockets(ending, target, results) })
	}
	if options.mix[eventsKind] {
		running.Go(func() { events(ending, target, results) })
	}
	finished := make(chan struct{})
	go func() {
		running.Wait()
		close(finished)
	}()
	return finished
}
