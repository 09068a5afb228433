package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	// tick is the time between two events.
	tick = 200 * time.Millisecond
	// longest is how many bytes a message of a WebSocket may have.
	longest = 64 << 10
)

// streams are answers without an end of their own: they end when the server does, and say so to the client.
type streams struct {
	// ending is done when streams have to say goodbye.
	ending context.Context
	// sockets are the WebSockets that are open.
	sockets sync.WaitGroup
}

func newStreams(stop context.Context, grace time.Duration) *streams {
	ending, end := context.WithCancel(context.Background())
	context.AfterFunc(stop, func() { time.AfterFunc(grace, end) })
	return &streams{ending: ending}
}

// events sends numbers, then the event "goodbye": a client that sees it connects again.
func (streams *streams) events(answer http.ResponseWriter, request *http.Request) {
	answer.Header().Set("Content-Type", "text/event-stream")
	answer.Header().Set("Cache-Control", "no-store")
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for number := 1; ; number++ {
		if _, err := fmt.Fprintf(answer, "event: tick\ndata: %d\n\n", number); err != nil {
			return
		}
		if err := http.NewResponseController(answer).Flush(); err != nil {
			return
		}
		select {
		case <-ticker.C:
		case <-streams.ending.Done():
			fmt.Fprint(answer, "event: goodbye\ndata: \n\n")
			return
		case <-request.Context().Done():
			return
		}
	}
}

// socket sends back what it gets, and closes with "going away": a client that sees it connects again.
func (streams *streams) socket(answer http.ResponseWriter, request *http.Request) {
	streams.sockets.Add(1)
	defer streams.sockets.Done()
	socket, err := websocket.Accept(answer, request, nil)
	if err != nil {
		return
	}
	defer socket.CloseNow()
	socket.SetReadLimit(longest)
	// The request's own context ends when the connection is taken over.
	reading, done := context.WithCancel(context.Background())
	defer done()
	closed := make(chan struct{})
	goodbye := context.AfterFunc(streams.ending, func() {
		defer close(closed)
		socket.Close(websocket.StatusGoingAway, "the server stops")
	})
	for echo(reading, socket) == nil {
	}
	if !goodbye() {
		<-closed
	}
}

func echo(ending context.Context, socket *websocket.Conn) error {
	kind, message, err := socket.Read(ending)
	if err != nil {
		return err
	}
	return socket.Write(ending, kind, message)
}
