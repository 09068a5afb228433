// Limits tells what its container lets it do: as whom it runs, how much it may use, and where it can write.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// grace is how long open requests may take after the signal to stop.
const grace = 10 * time.Second

func main() {
	// Without cgo, os/user takes from it the name of a user whom passwd does not know.
	if err := os.Unsetenv("USER"); err != nil {
		log.Fatal(err)
	}
	server := &http.Server{
		Addr:              ":9292",
		Handler:           routes(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()

	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("limits listens on %s", server.Addr)

	select {
	case err := <-failed:
		log.Fatal(err)
	case <-stop.Done():
	}
	log.Print("stopping: no new requests, open ones are finished")
	ending, done := context.WithTimeout(context.Background(), grace)
	defer done()
	if err := server.Shutdown(ending); err != nil {
		log.Fatal(err)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "application/json")
		// Read anew for every request: the Go runtime follows a limit that is changed while it runs.
		if err := json.NewEncoder(answer).Encode(limits()); err != nil {
			log.Print(err)
		}
	})
	mux.HandleFunc("GET /healthz", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(answer, "ok")
	})
	return mux
}
