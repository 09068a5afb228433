// Version is a server that tells from which source it was built.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"example.com/version/internal/build"
)

// version is set when the image is built, as build.Version is: a stamp can go to any package of the program.
var version = "unknown"

// grace is how long open requests may take after the signal to stop.
const grace = 10 * time.Second

func main() {
	server := &http.Server{
		Addr:              ":8080",
		Handler:           routes(version, build.Version),
		ReadHeaderTimeout: 5 * time.Second,
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()

	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("version %s listens on %s", version, server.Addr)

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
