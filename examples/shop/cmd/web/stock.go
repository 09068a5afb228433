package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// unknown is shown when the api does not answer: the page stays.
const unknown = "unknown, the api does not answer"

// stock is what the api said last. It is asked once a second, so that no request waits for it.
type stock struct{ said atomic.Value }

// line is empty when no api is asked.
func (stock *stock) line() string {
	said, _ := stock.said.Load().(string)
	return said
}

func (stock *stock) follow(stop context.Context, address string) {
	client := &http.Client{Timeout: 2 * time.Second}
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	stock.said.Store(unknown)
	for {
		line, err := ask(stop, client, address)
		if err != nil {
			line = unknown
		}
		stock.said.Store(line)
		select {
		case <-ticker.C:
		case <-stop.Done():
			return
		}
	}
}

// ask gets the first line of an answer.
func ask(stop context.Context, client *http.Client, address string) (string, error) {
	request, err := http.NewRequestWithContext(stop, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers with status %s", address, answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	line, _, _ := strings.Cut(string(text), "\n")
	return line, err
}
