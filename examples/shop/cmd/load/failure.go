package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

// failure is what went wrong: a class with few values, to count by, and the error with everything that is known.
type failure struct {
	class string
	err   error
}

func (failure *failure) Error() string { return failure.class + ": " + failure.err.Error() }
func (failure *failure) Unwrap() error { return failure.err }

const (
	classNotConnected = "not connected"
	classNoAnswer     = "closed without an answer"
	classLate         = "no answer in time"
	classBrokenOff    = "answer broken off"
	classWrong        = "wrong answer"
	classNoGoodbye    = "ended without goodbye"
	classSilent       = "silent for too long"
)

// unanswered sorts the errors of a request that got no status.
func unanswered(err error) error {
	class := classNoAnswer
	operation := (*net.OpError)(nil)
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		class = classLate
	case errors.As(err, &operation) && operation.Op == "dial":
		class = classNotConnected
	}
	return &failure{class, err}
}

// brokenOff sorts the errors of a body.
func brokenOff(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return &failure{classLate, err}
	}
	return &failure{classBrokenOff, err}
}

// otherStatus is for an answer that is not 200; the start of its body often says why.
func otherStatus(answer *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 200))
	return &failure{fmt.Sprintf("status %d", answer.StatusCode), fmt.Errorf("%q", text)}
}

func wrong(format string, values ...any) error {
	return &failure{classWrong, fmt.Errorf(format, values...)}
}

func classOf(err error) string {
	if failure := (*failure)(nil); errors.As(err, &failure) {
		return failure.class
	}
	return "other"
}
