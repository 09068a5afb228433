// Package store finds the database.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/lib/pq"
)

// Open prepares a pool of connections by the variables DATABASE, and those that the image of PostgreSQL knows as well.
//
// It does not connect: every query does that anew while the database is away.
func Open() (*sql.DB, error) {
	config, err := settings()
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnectorConfig(config)
	if err != nil {
		return nil, err
	}
	database := sql.OpenDB(connector)
	database.SetMaxIdleConns(4)
	database.SetConnMaxLifetime(time.Minute)
	return database, nil
}

func settings() (pq.Config, error) {
	config, err := pq.NewConfig("sslmode=prefer connect_timeout=3")
	if err != nil {
		return config, err
	}
	address := os.Getenv("DATABASE")
	host, port, err := net.SplitHostPort(address)
	number, numberErr := strconv.ParseUint(port, 10, 16)
	if err != nil || numberErr != nil || host == "" {
		return config, fmt.Errorf("DATABASE %q is no host and port; write database:5432", address)
	}
	path := os.Getenv("POSTGRES_PASSWORD_FILE")
	if path == "" {
		return config, fmt.Errorf("POSTGRES_PASSWORD_FILE is not set; write the path of the file with the password")
	}
	password, err := os.ReadFile(path)
	if err != nil {
		return config, fmt.Errorf("POSTGRES_PASSWORD_FILE: %w", err)
	}
	config.Host, config.Port = host, uint16(number)
	// Editors and echo end a file with a line break that is no part of the password.
	config.Password = strings.TrimRight(string(password), "\r\n")
	config.User = setting("POSTGRES_USER", "postgres")
	config.Database = setting("POSTGRES_DB", config.User)
	return config, nil
}

func setting(name, fallback string) string {
	if text := os.Getenv(name); text != "" {
		return text
	}
	return fallback
}

// Pinger is what Wait needs of a database.
type Pinger interface {
	PingContext(ending context.Context) error
}

// Wait returns when the database answers, or says why it did not when ending is done.
func Wait(ending context.Context, database Pinger, pause time.Duration) error {
	for last := error(nil); ; {
		err := database.PingContext(ending)
		if err == nil {
			return nil
		}
		if last == nil {
			log.Printf("the database does not answer yet: %v", err)
		}
		// The error at the end only says that the time is over.
		if last == nil || ending.Err() == nil {
			last = err
		}
		select {
		case <-ending.Done():
			return fmt.Errorf("the database does not answer: %w", last)
		case <-time.After(pause):
		}
	}
}
