// Fetch gets one HTTPS address, prints how many bytes came back, and ends: a job, not a server.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(stop, os.Args[1:], os.Getenv("FETCH_URL"), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "fetch:", err)
		os.Exit(1)
	}
}

// run writes the result alone to out: whoever starts the job reads a number there, or nothing.
func run(stop context.Context, args []string, fallback string, out io.Writer) error {
	flags := flag.NewFlagSet("fetch", flag.ContinueOnError)
	timeout := flags.Duration("timeout", 10*time.Second, "how long everything may take")
	limit := flags.Int64("limit", 10<<20, "how many bytes the answer may have")
	if err := flags.Parse(args); err != nil {
		return err
	}
	address := fallback
	switch flags.NArg() {
	case 0:
	case 1:
		address = flags.Arg(0)
	default:
		return fmt.Errorf("%d addresses given, one is fetched", flags.NArg())
	}
	if address == "" {
		return errors.New("no address; give one as argument or in FETCH_URL")
	}
	ending, done := context.WithTimeout(stop, *timeout)
	defer done()
	size, err := fetch(ending, http.DefaultTransport, address, *limit)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, size)
	return err
}
