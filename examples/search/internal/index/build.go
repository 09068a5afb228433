package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strings"

	"example.com/search/internal/document"
)

// Build writes a new index in the place of an older one: whoever opens the path finds one of them, complete.
func Build(stop context.Context, path string, documents []document.Document) error {
	draft := path + ".new"
	// From a build that was broken off.
	if err := os.Remove(draft); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	// A draft needs no journal: after a failure it is not read again.
	database, err := open(draft, "_journal_mode=OFF")
	if err != nil {
		return err
	}
	if err := errors.Join(fill(stop, database, documents), database.Close()); err != nil {
		return fmt.Errorf("%s: %w", draft, withHint(err))
	}
	return os.Rename(draft, path)
}

func fill(stop context.Context, database *sql.DB, documents []document.Document) error {
	all, err := database.BeginTx(stop, nil)
	if err != nil {
		return err
	}
	defer all.Rollback()
	// Accents are no part of a letter: who searches for "cafe" finds "café".
	const create = `CREATE VIRTUAL TABLE documents USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')`
	if _, err := all.ExecContext(stop, create); err != nil {
		return err
	}
	insert, err := all.PrepareContext(stop, "INSERT INTO documents (rowid, title, body) VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, each := range documents {
		if _, err := insert.ExecContext(stop, each.ID, each.Title, each.Body); err != nil {
			return fmt.Errorf("document %d: %w", each.ID, err)
		}
	}
	return all.Commit()
}

// withHint explains the one mistake that only shows when the program runs.
func withHint(err error) error {
	if err != nil && strings.Contains(err.Error(), "no such module: fts5") {
		return fmt.Errorf("%w; build the program with -tags sqlite_fts5", err)
	}
	return err
}
