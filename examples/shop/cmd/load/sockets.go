package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

const (
	// silence is how long a stream may say nothing.
	silence = 2 * time.Second
	// between is the pause between two messages: the connection is to be open, not busy.
	between = 20 * time.Millisecond
)

// sockets keeps one WebSocket open until ending is done.
func sockets(ending context.Context, target target, results *results) {
	for ending.Err() == nil {
		socket, err := openSocket(ending, target)
		if err == nil {
			err = talk(ending, socket, results)
			socket.CloseNow()
		} else if ending.Err() == nil {
			results.add(socketKind, time.Now(), err)
			wait(ending, rest)
			continue
		}
		if ending.Err() == nil {
			results.end(socketKind, err)
		}
	}
}

func openSocket(ending context.Context, target target) (*websocket.Conn, error) {
	transport := target.transport()
	transport.DisableKeepAlives = true
	opening, done := context.WithTimeout(ending, patience)
	defer done()
	socket, answer, err := websocket.Dial(opening, target.url.JoinPath("/socket").String(),
		&websocket.DialOptions{HTTPClient: &http.Client{Transport: transport}, Host: target.host})
	if err == nil {
		return socket, nil
	}
	if answer != nil && answer.StatusCode != http.StatusSwitchingProtocols {
		return nil, &failure{fmt.Sprintf("status %d", answer.StatusCode), err}
	}
	return nil, unanswered(err)
}

// talk sends messages and wants each of them back; it gives nil when the server says that it goes away.
func talk(ending context.Context, socket *websocket.Conn, results *results) error {
	for number := 1; ; number++ {
		err := echo(ending, socket, fmt.Appendf(nil, "message %d", number))
		if ending.Err() != nil {
			return nil
		}
		if websocket.CloseStatus(err) == websocket.StatusGoingAway {
			return nil
		}
		if err != nil {
			return err
		}
		results.message(socketKind)
		wait(ending, between)
	}
}

func echo(ending context.Context, socket *websocket.Conn, message []byte) error {
	answering, done := context.WithTimeoutCause(ending, silence, errSilent)
	defer done()
	err := socket.Write(answering, websocket.MessageText, message)
	var answer []byte
	if err == nil {
		_, answer, err = socket.Read(answering)
	}
	switch {
	case errors.Is(context.Cause(answering), errSilent):
		return &failure{classSilent, errSilent}
	case err != nil:
		return &failure{classNoGoodbye, err}
	case !bytes.Equal(answer, message):
		return wrong("%q comes back as %q", message, answer)
	}
	return nil
}

var errSilent = fmt.Errorf("nothing came for %s", silence)
