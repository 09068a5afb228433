// Web is the shop's front: pages, orders and streams. It ends them well when it is told to stop.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"example.com/shop/internal/serve"
)

// version is set when the image is built.
var version = "unknown"

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	mode, err := readMode(os.Getenv("MODE"))
	if err != nil {
		log.Fatal(err)
	}
	mode.start()
	if err := run(stop, mode); err != nil {
		log.Fatal(err)
	}
}

func run(stop context.Context, mode mode) error {
	grace, err := serve.Setting("STREAM_GRACE")
	if err != nil {
		return err
	}
	drain, err := serve.Setting("DRAIN")
	if err != nil {
		return err
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	streams := newStreams(stop, grace)
	stock := &stock{}
	if api := os.Getenv("API"); api != "" {
		go stock.follow(stop, "http://"+api+"/stock")
	}
	log.Printf("web, version %s", version)
	server := serve.Server{
		Handler: routes(stock, streams),
		Health:  mode.health,
		Apart:   &streams.sockets,
		Drain:   drain,
	}
	return server.Listen(stop, ":"+port)
}
