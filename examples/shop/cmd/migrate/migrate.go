package main

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var files embed.FS

// lock is any number that no other program takes for a lock in this database.
const lock = 7_466_837

// broken cannot be applied: the deploy of such a version has to fail without harm.
var broken = migration{9999, "9999_broken", "DO $$ BEGIN RAISE 'BROKEN is set, so this migration fails'; END $$"}

// migration is one step of the schema.
type migration struct {
	version int
	name    string
	sql     string
}

func embedded() ([]migration, error) { return read(files) }

// read gives the migrations in the order of their numbers.
func read(from fs.FS) ([]migration, error) {
	paths, err := fs.Glob(from, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	seen := map[int]string{}
	for _, file := range paths {
		name := strings.TrimSuffix(path.Base(file), ".sql")
		digits, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(digits)
		if err != nil || version < 1 {
			return nil, fmt.Errorf("migration %q does not begin with its number; write 0001_%s", name, name)
		}
		if other, taken := seen[version]; taken {
			return nil, fmt.Errorf("migrations %q and %q have the same number; give one the next number", other, name)
		}
		seen[version] = name
		text, err := fs.ReadFile(from, file)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{version, name, string(text)})
	}
	slices.SortFunc(all, func(one, other migration) int { return cmp.Compare(one.version, other.version) })
	return all, nil
}

// migrate applies what is missing, all of it or nothing, and gives how many that were.
//
// Versions that this program does not know stay as they are: after a rollback an older program meets a newer schema.
func migrate(ending context.Context, database *sql.DB, all []migration) (int, error) {
	change, err := database.BeginTx(ending, nil)
	if err != nil {
		return 0, err
	}
	defer change.Rollback()
	// Held until the transaction ends: a second program waits here, and then finds everything done.
	if _, err := change.ExecContext(ending, "SELECT pg_advisory_xact_lock($1)", lock); err != nil {
		return 0, err
	}
	const table = "CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL, applied timestamptz NOT NULL DEFAULT now())"
	if _, err := change.ExecContext(ending, table); err != nil {
		return 0, err
	}
	applied := 0
	for _, each := range all {
		there, err := isThere(ending, change, each)
		if err != nil {
			return 0, err
		}
		if there {
			continue
		}
		if err := apply(ending, change, each); err != nil {
			return 0, fmt.Errorf("migration %s fails, and the database is as it was: %w", each.name, err)
		}
		applied++
	}
	return applied, change.Commit()
}

func isThere(ending context.Context, change *sql.Tx, each migration) (bool, error) {
	var there bool
	const query = "SELECT EXISTS (SELECT FROM migrations WHERE version = $1)"
	err := change.QueryRowContext(ending, query, each.version).Scan(&there)
	return there, err
}

func apply(ending context.Context, change *sql.Tx, each migration) error {
	if _, err := change.ExecContext(ending, each.sql); err != nil {
		return err
	}
	const insert = "INSERT INTO migrations (version, name) VALUES ($1, $2)"
	_, err := change.ExecContext(ending, insert, each.version, each.name)
	return err
}
