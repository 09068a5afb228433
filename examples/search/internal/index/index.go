// Package index is a full text index in one SQLite file. It needs FTS5, which the driver compiles in with a build tag.
package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"

	_ "github.com/mattn/go-sqlite3"
)

// Index is an index that is open for reading.
type Index struct {
	database *sql.DB
}

// Result is one document that was found.
type Result struct {
	ID    int64  `json:"id"`
	Title string `json:"title"`
	// Excerpt is the part of the body that was found, with the words in brackets.
	Excerpt string `json:"excerpt"`
}

// most is how many results a search gives.
const most = 10

// Open opens what Build has written; it never writes itself.
func Open(path string) (*Index, error) {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no index %s; start once with -index=true", path)
	}
	database, err := open(path, "mode=ro")
	if err != nil {
		return nil, err
	}
	opened := &Index{database}
	if _, err := opened.Count(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), database.Close())
	}
	return opened, nil
}

// Close ends all searches.
func (i *Index) Close() error {
	return i.database.Close()
}

// Count is how many documents there are.
func (i *Index) Count(stop context.Context) (int, error) {
	var count int
	err := i.database.QueryRowContext(stop, "SELECT count(*) FROM documents").Scan(&count)
	return count, withHint(err)
}

// Search gives the documents that have all words of the text, best first.
func (i *Index) Search(stop context.Context, text string) ([]Result, error) {
	match, err := expression(text)
	if err != nil {
		return nil, err
	}
	rows, err := i.database.QueryContext(stop, `
		SELECT rowid, title, snippet(documents, 1, '[', ']', '…', 12)
		FROM documents WHERE documents MATCH ? ORDER BY rank, rowid LIMIT ?`, match, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	results := []Result{}
	for rows.Next() {
		var result Result
		if err := rows.Scan(&result.ID, &result.Title, &result.Excerpt); err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, rows.Err()
}

// open writes the path as an address, in which every character of a name is allowed.
func open(path, options string) (*sql.DB, error) {
	address := url.URL{Scheme: "file", Path: path, RawQuery: options}
	return sql.Open("sqlite3", address.String())
}
