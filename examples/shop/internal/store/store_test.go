package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadsTheConnection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(path, []byte(" sec'ret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("POSTGRES_PASSWORD_FILE", path)
	t.Setenv("DATABASE", "database:5432")
	config, err := settings()
	if err != nil {
		t.Fatal(err)
	}
	if config.Host != "database" || config.Port != 5432 || config.Password != " sec'ret" || config.User != "postgres" || config.Database != "postgres" {
		t.Errorf("%+v", config)
	}
	t.Setenv("POSTGRES_USER", "shop")
	if config, err := settings(); err != nil || config.User != "shop" || config.Database != "shop" {
		t.Errorf("%+v, error %v", config, err)
	}
}

func TestSaysWhatIsWrongWithTheConnection(t *testing.T) {
	for _, each := range []struct{ database, password, says string }{
		{"database", "/missing", `DATABASE "database" is no host and port`},
		{":5432", "/missing", `DATABASE ":5432" is no host and port`},
		{"database:postgresql", "/missing", "is no host and port"},
		{"database:5432", "", "POSTGRES_PASSWORD_FILE is not set"},
		{"database:5432", "/missing", "POSTGRES_PASSWORD_FILE: open /missing"},
	} {
		t.Setenv("DATABASE", each.database)
		t.Setenv("POSTGRES_PASSWORD_FILE", each.password)
		if _, err := Open(); err == nil || !strings.Contains(err.Error(), each.says) {
			t.Errorf("%+v: error %v", each, err)
		}
	}
}

// away is a database that answers after some tries.
type away int

func (away *away) PingContext(context.Context) error {
	*away--
	if *away > 0 {
		return errors.New("no route")
	}
	return nil
}

func TestWaitsUntilTheDatabaseAnswers(t *testing.T) {
	tries := away(3)
	if err := Wait(t.Context(), &tries, 0); err != nil || tries != 0 {
		t.Errorf("error %v, %d tries left", err, tries)
	}
}

func TestSaysWhyTheDatabaseDoesNotAnswer(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	tries := away(100)
	if err := Wait(ended, &tries, 1<<40); err == nil || !strings.Contains(err.Error(), "no route") {
		t.Errorf("error %v", err)
	}
}
