package main

import (
	"errors"
	"fmt"
	"os/exec"
	"syscall"
)

// usualPlace is where the official image has HAProxy.
const usualPlace = "/usr/local/sbin/haproxy"

// HAProxy is the path of its program. It gets no environment: a configuration can read every variable.
type HAProxy string

func findHAProxy() (HAProxy, error) {
	for _, name := range []string{usualPlace, "haproxy"} {
		if path, err := exec.LookPath(name); err == nil {
			return HAProxy(path), nil
		}
	}
	return "", fmt.Errorf("there is no %s, and no haproxy in the PATH; use an image that has HAProxy 3.1 or later", usualPlace)
}

// check lets HAProxy read a configuration without using it. It returns HAProxy's words, which are warnings when the
// configuration is good.
func (h HAProxy) check(configuration string) (string, error) {
	command := exec.Command(string(h), "-c", "-f", configuration)
	command.Env = []string{}
	output, err := command.CombinedOutput()
	words := string(output)
	if _, refused := errors.AsType[*exec.ExitError](err); refused {
		return words, fmt.Errorf("HAProxy refuses the configuration:\n%s", indented(words))
	}
	if err != nil {
		return words, fmt.Errorf("cannot run %s: %w", h, err)
	}
	return words, nil
}

// arguments are those of a master that serves in the foreground and takes commands at a socket for this user only. The
// first is the whole path: the master starts itself anew by it at every reload.
func (h HAProxy) arguments(state State) []string {
	return []string{string(h), "-W", "-db", "-S", "unix@" + state.socket() + ",mode,600", "-f", state.configuration()}
}

// become replaces this program by HAProxy: it is then process 1 and gets the Engine's signals itself.
func (h HAProxy) become(state State) error {
	if err := syscall.Exec(string(h), h.arguments(state), []string{}); err != nil {
		return fmt.Errorf("cannot start %s: %w", h, err)
	}
	return nil
}
