package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"

	"example.com/search/internal/index"
)

// searcher is what the server needs of an index.
type searcher interface {
	Count(stop context.Context) (int, error)
	Search(stop context.Context, text string) ([]index.Result, error)
}

// Answer is what a search gives.
type Answer struct {
	Query   string         `json:"query"`
	Results []index.Result `json:"results"`
}

func routes(documents searcher) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /search", func(answer http.ResponseWriter, request *http.Request) {
		query := request.URL.Query().Get("q")
		results, err := documents.Search(request.Context(), query)
		if err != nil {
			refuse(answer, err)
			return
		}
		answer.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(answer).Encode(Answer{query, results}); err != nil {
			log.Print(err)
		}
	})
	mux.HandleFunc("GET /healthz", func(answer http.ResponseWriter, request *http.Request) {
		count, err := documents.Count(request.Context())
		if err != nil {
			refuse(answer, err)
			return
		}
		fmt.Fprintf(answer, "ok, %d documents\n", count)
	})
	return mux
}

// refuse tells what the user did wrong, and keeps to itself what went wrong here.
func refuse(answer http.ResponseWriter, err error) {
	if errors.Is(err, index.ErrQuery) {
		http.Error(answer, err.Error(), http.StatusBadRequest)
		return
	}
	log.Print(err)
	http.Error(answer, "the index cannot be read", http.StatusInternalServerError)
}
