// Search is a server for full text search: it copies documents from PostgreSQL into an index of its own.
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"example.com/search/internal/config"
	"example.com/search/internal/index"
	"example.com/search/internal/source"
)

const (
	// grace is how long open requests may take after the signal to stop.
	grace = 10 * time.Second
	// patience is how long building the index may take.
	patience = time.Minute
)

func main() {
	file := flag.String("config", "/etc/search/search.yaml", "path of the settings")
	build := flag.Bool("index", false, "build the index from PostgreSQL before anything is served")
	flag.Parse()
	if flag.NArg() > 0 {
		log.Fatalf("argument %q is not known; there are -config and -index", flag.Arg(0))
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(stop, *file, *build); err != nil {
		log.Fatal(err)
	}
}

func run(stop context.Context, file string, build bool) error {
	settings, err := config.Read(file)
	if err != nil {
		return err
	}
	if build {
		if err := buildIndex(stop, settings.Index()); err != nil {
			return err
		}
	}
	opened, err := index.Open(settings.Index())
	if err != nil {
		return err
	}
	return errors.Join(serve(stop, settings.Listen, routes(opened)), opened.Close())
}

func buildIndex(stop context.Context, path string) error {
	ending, done := context.WithTimeout(stop, patience)
	defer done()
	database, err := source.Connect()
	if err != nil {
		return err
	}
	defer database.Close()
	documents, err := source.Load(ending, database)
	if err != nil {
		return err
	}
	if err := index.Build(ending, path, documents); err != nil {
		return err
	}
	log.Printf("the index has %d documents", len(documents))
	return nil
}

func serve(stop context.Context, address string, handler http.Handler) error {
	server := &http.Server{Addr: address, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("search listens on %s", server.Addr)

	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	log.Print("stopping: no new requests, open ones are finished")
	ending, done := context.WithTimeout(context.Background(), grace)
	defer done()
	if err := server.Shutdown(ending); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
