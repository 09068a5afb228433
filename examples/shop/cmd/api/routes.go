package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"strings"
	"time"
)

// patience is how long a query may take.
const patience = 2 * time.Second

// shelf is what the server needs of the database.
type shelf interface {
	Stock(ending context.Context) ([]string, error)
}

func routes(shelf shelf) http.Handler {
	mux := http.NewServeMux()
	stock := func(answer http.ResponseWriter, request *http.Request) {
		asking, done := context.WithTimeout(request.Context(), patience)
		defer done()
		articles, err := shelf.Stock(asking)
		if err != nil {
			log.Print(err)
			http.Error(answer, "the database cannot be read", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(answer, strings.Join(articles, ", "))
	}
	mux.HandleFunc("GET /stock", stock)
	// Behind a proxy that gives it everything under /api.
	mux.HandleFunc("GET /api/stock", stock)
	return mux
}

// rows is the shelf in PostgreSQL.
type rows struct{ database *sql.DB }

// Stock gives one text per article: how many there are of what.
func (rows rows) Stock(ending context.Context) ([]string, error) {
	found, err := rows.database.QueryContext(ending, "SELECT name, count FROM stock ORDER BY name")
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var articles []string
	for found.Next() {
		var name string
		var count int
		if err := found.Scan(&name, &count); err != nil {
			return nil, err
		}
		articles = append(articles, fmt.Sprintf("%d %s", count, name))
	}
	return articles, found.Err()
}
