package source

import (
	"database/sql"
	"fmt"
	"os"
	"strings"

	"github.com/lib/pq"
)

// passwordFile names the variable with the path of a file that holds the password.
//
// A file, since values of variables are seen by everybody who can look at the container.
const passwordFile = "PGPASSWORD_FILE"

// Connect prepares a connection by the variables that every program for PostgreSQL knows: PGHOST, PGUSER and so on.
func Connect() (*sql.DB, error) {
	config, err := settings()
	if err != nil {
		return nil, err
	}
	connector, err := pq.NewConnectorConfig(config)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

func settings() (pq.Config, error) {
	defaults := ""
	if _, said := os.LookupEnv("PGSSLMODE"); !said {
		// As psql does it; the driver would refuse a server without encryption.
		defaults = "sslmode=prefer"
	}
	config, err := pq.NewConfig(defaults)
	if err != nil {
		return config, err
	}
	if path := os.Getenv(passwordFile); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return config, fmt.Errorf("%s: %w", passwordFile, err)
		}
		// Editors and echo end a file with a line break that is no part of the password.
		config.Password = strings.TrimRight(string(text), "\r\n")
	}
	return config, nil
}
