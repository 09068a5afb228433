// Migrate brings the database to the state that this version of the shop needs, and ends.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/shop/internal/store"
)

// patience is how long to wait for the database.
const patience = time.Minute

func main() {
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(stop); err != nil {
		log.Fatal(err)
	}
}

func run(stop context.Context) error {
	all, err := embedded()
	if err != nil {
		return err
	}
	if os.Getenv("BROKEN") == "1" {
		all = append(all, broken)
	}
	database, err := store.Open()
	if err != nil {
		return err
	}
	defer database.Close()
	waiting, done := context.WithTimeout(stop, patience)
	defer done()
	if err := store.Wait(waiting, database, 500*time.Millisecond); err != nil {
		return err
	}
	applied, err := migrate(stop, database, all)
	if err != nil {
		return err
	}
	log.Printf("%d migrations applied, %d were there", applied, len(all)-applied)
	return nil
}
