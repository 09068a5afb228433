package main

import (
	"fmt"
	"os"
)

// bootstrap serves the health page and nothing else, until a configuration is applied.
const bootstrap = `global
  log stdout format raw local0 notice
  maxconn 100
  nbthread 1

defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s

frontend health
  bind 127.0.0.1:8404
  http-request return status 200 content-type text/plain string "no configuration yet"
`

// run becomes HAProxy. It comes back only with an error.
func run(state State, proxy HAProxy) error {
	if err := prepare(state, proxy); err != nil {
		return err
	}
	return proxy.become(state)
}

// prepare leaves a state directory that HAProxy can be started with.
func prepare(state State, proxy HAProxy) error {
	if err := os.MkdirAll(state.path("generations"), 0o700); err != nil {
		return fmt.Errorf("cannot write to the state directory: %w; mount a volume that this user owns", err)
	}
	release, err := state.hold()
	if err != nil {
		return err
	}
	defer release()
	// Of an earlier process: the socket has nobody behind it, the addresses may be other containers' by now, and what is
	// still called "next" was never used.
	for _, name := range []string{"master.sock", "servers", "servers.next", "current.next"} {
		if err := remove(state.path(name)); err != nil {
			return err
		}
	}
	current, err := state.current()
	if err != nil {
		return err
	}
	if current != "" {
		_, err := proxy.check(state.configuration())
		if err == nil {
			return nil
		}
		// Another release of HAProxy may refuse it. The deployment that brought the release waits for this container and
		// then applies a new configuration, which it could not if this container did not start.
		fmt.Fprintf(os.Stderr, "agent: %v\nagent: only the health page is served until a configuration is applied\n", err)
	}
	first := Generation{map[string][]byte{configurationFile: []byte(bootstrap)}}
	if err := first.write(state); err != nil {
		return err
	}
	return state.use(first.id())
}
