// Api tells what the shop has in stock, from PostgreSQL.
package main

import (
	"context"
	"log"
	"os/signal"
	"syscall"
	"time"

	"example.com/shop/internal/serve"
	"example.com/shop/internal/store"
)

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(stop); err != nil {
		log.Fatal(err)
	}
}

func run(stop context.Context) error {
	drain, err := serve.Setting("DRAIN")
	if err != nil {
		return err
	}
	database, err := store.Open()
	if err != nil {
		return err
	}
	defer database.Close()
	// Only for the log: it tells why nothing is healthy yet.
	go store.Wait(stop, database, time.Second)
	server := serve.Server{Handler: routes(rows{database}), Health: database.PingContext, Drain: drain}
	return server.Listen(stop, ":8081")
}
