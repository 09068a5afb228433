// Package serve runs an HTTP server that stops without breaking off what it has begun.
package serve

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// Limit is how long requests in progress may take after the signal to stop.
const Limit = 25 * time.Second

// Server is what runs until it is told to stop.
type Server struct {
	Handler http.Handler
	// Health says why the program is not healthy, for GET /healthz.
	Health func(ending context.Context) error
	// Apart counts connections that are no longer HTTP, such as WebSockets: http.Server does not wait for them.
	Apart *sync.WaitGroup
	// Drain is how long to serve on after the signal to stop, unhealthy, and with the end of each connection announced.
	//
	// http.Server closes an idle connection without a word, also when a request is on its way to it. A proxy can send
	// such a request again only when it knows that this does no harm.
	Drain time.Duration
}

// Listen serves at an address until stop is done and everything in progress is finished.
func (server Server) Listen(stop context.Context, address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	log.Printf("listening on %s", address)
	return server.Serve(stop, listener)
}

// Serve is Listen for a listener that is there.
func (server Server) Serve(stop context.Context, listener net.Listener) error {
	served := &http.Server{Handler: server.handler(stop), ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- served.Serve(listener) }()

	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	if server.Drain > 0 {
		log.Printf("stopping in %s: connections are asked to go elsewhere", server.Drain)
		time.Sleep(server.Drain)
	}
	log.Print("stopping: no new requests, open ones are finished")
	ending, done := context.WithTimeout(context.Background(), Limit)
	defer done()
	if err := served.Shutdown(ending); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return wait(ending, server.Apart)
}

func (server Server) handler(stop context.Context) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(answer http.ResponseWriter, request *http.Request) {
		err := stop.Err()
		if err == nil {
			err = server.Health(request.Context())
		}
		if err != nil {
			http.Error(answer, err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(answer, "ok")
	})
	mux.HandleFunc("/", func(answer http.ResponseWriter, request *http.Request) {
		if stop.Err() != nil {
			answer.Header().Set("Connection", "close")
		}
		server.Handler.ServeHTTP(answer, request)
	})
	return mux
}

func wait(ending context.Context, group *sync.WaitGroup) error {
	if group == nil {
		return nil
	}
	finished := make(chan struct{})
	go func() {
		group.Wait()
		close(finished)
	}()
	select {
	case <-finished:
		return nil
	case <-ending.Done():
		return ending.Err()
	}
}

// Setting reads a time from a variable; 0 where it is not set.
func Setting(name string) (time.Duration, error) {
	text := os.Getenv(name)
	if text == "" {
		return 0, nil
	}
	length, err := time.ParseDuration(text)
	if err != nil || length < 0 || length >= Limit {
		return 0, fmt.Errorf("%s %q is no time from 0s to less than %s; write 5s", name, text, Limit)
	}
	return length, nil
}
