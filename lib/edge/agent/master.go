package main

import (
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// answerTime covers a worker that reads many certificates on a slow machine.
const answerTime = 60 * time.Second

// Master is the command line of HAProxy's master process.
type Master struct {
	socket string
	// patience is for a master that has just been started.
	patience time.Duration
}

// ask sends one command and returns the whole answer.
func (m Master) ask(command string) (string, error) {
	connection, err := m.connect()
	if err != nil {
		return "", fmt.Errorf("HAProxy does not answer: %w; see the output of the container that runs it", err)
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(answerTime)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(connection, command+"\n"); err != nil {
		return "", fmt.Errorf("cannot send %q to HAProxy: %w", command, err)
	}
	// Without an end of the commands, it would wait for another one.
	if err := connection.CloseWrite(); err != nil {
		return "", fmt.Errorf("cannot send %q to HAProxy: %w", command, err)
	}
	answer, err := io.ReadAll(connection)
	if err != nil {
		return "", fmt.Errorf("HAProxy gave no whole answer to %q: %w", command, err)
	}
	return string(answer), nil
}

func (m Master) connect() (*net.UnixConn, error) {
	address := net.UnixAddr{Name: m.socket, Net: "unix"}
	for deadline := time.Now().Add(m.patience); ; time.Sleep(50 * time.Millisecond) {
		connection, err := net.DialUnix("unix", nil, &address)
		if err == nil || time.Now().After(deadline) {
			return connection, err
		}
	}
}

// servers returns what the present worker knows of its servers, in the form that a new worker reads.
func (m Master) servers() (string, error) {
	table, err := m.ask("@1 show servers state")
	return inFront(table), err
}

// reload waits until a new worker serves with the current configuration, or has failed to: then the present one goes on.
// It returns HAProxy's words.
func (m Master) reload() (string, error) {
	answer, err := m.ask("reload")
	if err != nil {
		return "", err
	}
	status, words, _ := strings.Cut(answer, "\n")
	words = strings.TrimPrefix(words, "--\n")
	switch strings.TrimSpace(status) {
	case "Success=1":
		return words, nil
	case "Success=0":
		return "", fmt.Errorf("HAProxy goes on with the old configuration:\n%s", indented(words))
	}
	return "", fmt.Errorf("HAProxy did not tell how its reload went, only %q; see the output of the container that runs it", answer)
}
