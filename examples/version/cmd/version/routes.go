package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"

	"example.com/version/internal/describe"
)

// Answer is what the program tells of itself.
type Answer struct {
	// Version is `main.version`.
	Version string `json:"version"`
	// Build is `internal/build.Version`.
	Build string `json:"build"`
	// Source is what Build says.
	Source   describe.Description `json:"source"`
	Released bool                 `json:"released"`
}

func routes(version, build string) http.Handler {
	source := describe.Parse(build)
	told := Answer{Version: version, Build: build, Source: source, Released: source.Released()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(answer http.ResponseWriter, _ *http.Request) {
		answer.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(answer).Encode(told); err != nil {
			log.Print(err)
		}
	})
	mux.HandleFunc("GET /healthz", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(answer, "ok")
	})
	return mux
}
