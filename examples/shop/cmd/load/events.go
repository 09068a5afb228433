package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// events keeps one stream of server-sent events open until ending is done.
func events(ending context.Context, target target, results *results) {
	transport := target.transport()
	transport.DisableKeepAlives = true
	for ending.Err() == nil {
		reading, stop := context.WithCancelCause(ending)
		// Also for the answer's header: a stream that does not begin is silent.
		watch := time.AfterFunc(silence, func() { stop(errSilent) })
		stream, err := openEvents(reading, target, transport)
		opened := err == nil
		if opened {
			err = follow(stream, func() {
				watch.Reset(silence)
				results.message(eventsKind)
			})
			stream.Close()
		}
		if errors.Is(context.Cause(reading), errSilent) {
			err = &failure{classSilent, errSilent}
		}
		watch.Stop()
		stop(nil)
		switch {
		case ending.Err() != nil:
		case opened:
			results.end(eventsKind, err)
		default:
			results.add(eventsKind, time.Now(), err)
			wait(ending, rest)
		}
	}
}

func openEvents(reading context.Context, target target, transport http.RoundTripper) (io.ReadCloser, error) {
	request, err := target.request(reading, http.MethodGet, "/events", nil)
	if err != nil {
		return nil, err
	}
	answer, err := roundTrip(transport, request)
	if err != nil {
		return nil, unanswered(err)
	}
	if answer.StatusCode != http.StatusOK {
		defer answer.Body.Close()
		return nil, otherStatus(answer)
	}
	return answer.Body, nil
}

// follow reads events whose numbers must be 1, 2, 3 and so on; it gives nil when the server says goodbye.
func follow(stream io.Reader, ticked func()) error {
	lines := bufio.NewScanner(stream)
	name, data := "", ""
	for number := 1; lines.Scan(); {
		field, value, _ := strings.Cut(lines.Text(), ": ")
		switch field {
		case "event":
			name = value
		case "data":
			data = value
		case "":
			if name == "goodbye" {
				return nil
			}
			if data != strconv.Itoa(number) {
				return wrong("event %d has number %q", number, data)
			}
			ticked()
			number++
			name, data = "", ""
		}
	}
	if err := lines.Err(); err != nil {
		return &failure{classNoGoodbye, err}
	}
	return &failure{classNoGoodbye, io.EOF}
}
