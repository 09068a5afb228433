// Package source keeps the documents in PostgreSQL.
package source

import (
	"context"
	"database/sql"
	"fmt"

	"example.com/search/internal/document"
)

// samples are there from the start, so that the example finds something.
var samples = []document.Document{
	{ID: 1, Title: "Distroless", Body: "An image with the program and what it needs, without a shell or a package manager."},
	{ID: 2, Title: "Scratch", Body: "The empty image: a static program needs nothing else, but certificates are missing."},
	{ID: 3, Title: "SQLite", Body: "A database in one file. Its full text search FTS5 is compiled in with a build tag."},
	{ID: 4, Title: "Café", Body: "Accents are no part of a letter: a search for cafe finds this document."},
}

// Load reads all documents; an empty source is filled with samples before.
func Load(stop context.Context, database *sql.DB) ([]document.Document, error) {
	if err := prepare(stop, database); err != nil {
		return nil, fmt.Errorf("preparing the documents in PostgreSQL: %w", err)
	}
	documents, err := read(stop, database)
	if err != nil {
		return nil, fmt.Errorf("reading the documents from PostgreSQL: %w", err)
	}
	return documents, nil
}

func prepare(stop context.Context, database *sql.DB) error {
	all, err := database.BeginTx(stop, nil)
	if err != nil {
		return err
	}
	defer all.Rollback()
	const create = `CREATE TABLE IF NOT EXISTS documents (id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL)`
	if _, err := all.ExecContext(stop, create); err != nil {
		return err
	}
	var filled bool
	if err := all.QueryRowContext(stop, "SELECT EXISTS (SELECT FROM documents)").Scan(&filled); err != nil {
		return err
	}
	if !filled {
		for _, each := range samples {
			const insert = "INSERT INTO documents (id, title, body) VALUES ($1, $2, $3)"
			if _, err := all.ExecContext(stop, insert, each.ID, each.Title, each.Body); err != nil {
				return err
			}
		}
	}
	return all.Commit()
}

func read(stop context.Context, database *sql.DB) ([]document.Document, error) {
	rows, err := database.QueryContext(stop, "SELECT id, title, body FROM documents ORDER BY id")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var documents []document.Document
	for rows.Next() {
		var each document.Document
		if err := rows.Scan(&each.ID, &each.Title, &each.Body); err != nil {
			return nil, err
		}
		documents = append(documents, each)
	}
	return documents, rows.Err()
}
