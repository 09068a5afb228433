package main

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// slowest is the longest answer that can be asked for, in seconds.
const slowest = 60

func routes(stock *stock, streams *streams) http.Handler {
	orders := newOrders()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(answer, "shop version %s\n", version)
		if line := stock.line(); line != "" {
			fmt.Fprintf(answer, "stock: %s\n", line)
		}
	})
	mux.HandleFunc("GET /slow", slow)
	mux.HandleFunc("POST /orders", orders.take)
	mux.HandleFunc("GET /orders/repeated", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(answer, orders.repeated())
	})
	mux.HandleFunc("GET /events", streams.events)
	mux.HandleFunc("GET /socket", streams.socket)
	return mux
}

// slow answers after the seconds that the request asks for, also when the server is told to stop meanwhile.
func slow(answer http.ResponseWriter, request *http.Request) {
	text := request.URL.Query().Get("seconds")
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || !(seconds >= 0 && seconds <= slowest) {
		http.Error(answer, fmt.Sprintf("seconds %q is no number from 0 to %d", text, slowest), http.StatusBadRequest)
		return
	}
	select {
	case <-time.After(time.Duration(seconds * float64(time.Second))):
		fmt.Fprintf(answer, "shop version %s, after %g s\n", version, seconds)
	case <-request.Context().Done():
	}
}
