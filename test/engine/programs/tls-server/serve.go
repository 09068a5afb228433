package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"
)

// body is what every request gets: 15 bytes.
const body = "hello over TLS\n"

func serve(args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	listen := flags.String("listen", ":8443", "address")
	certificate := flags.String("certificate", "/tls/server.pem", "path of the certificate")
	key := flags.String("key", "/tls/server-key.pem", "path of its key")
	if err := flags.Parse(args); err != nil {
		return err
	}
	server := &http.Server{Addr: *listen, Handler: http.HandlerFunc(greet), ReadHeaderTimeout: 5 * time.Second}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()

	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServeTLS(*certificate, *key) }()
	log.Printf("tls-server listens on %s", server.Addr)

	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	ending, done := context.WithTimeout(context.Background(), 10*time.Second)
	defer done()
	if err := server.Shutdown(ending); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func greet(answer http.ResponseWriter, _ *http.Request) {
	if _, err := io.WriteString(answer, body); err != nil {
		log.Print(err)
	}
}
