package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// apply makes the configuration in directory the current one. When it fails, the earlier one is current and in service.
func apply(state State, proxy HAProxy, directory, secrets string, output io.Writer) error {
	generation, err := readGeneration(directory, secrets)
	if err != nil {
		return err
	}
	release, err := state.hold()
	if err != nil {
		return err
	}
	defer release()
	previous, err := state.current()
	if err != nil {
		return err
	}
	if err := generation.write(state); err != nil {
		return fmt.Errorf("cannot write the configuration: %w", err)
	}
	words, err := proxy.check(state.generation(generation.id()) + "/" + configurationFile)
	if err == nil {
		words, err = state.switchTo(generation.id(), previous)
	}
	if err != nil {
		if generation.id() != previous {
			err = errors.Join(err, os.RemoveAll(state.generation(generation.id())))
		}
		return err
	}
	if strings.TrimSpace(words) != "" {
		fmt.Fprintln(output, indented(words))
	}
	fmt.Fprintf(output, "configuration %s is in service\n", generation.id())
	return state.keepOnly(generation.id())
}

// switchTo has a new worker take over with a generation, and puts the previous one back when it cannot.
func (s State) switchTo(id, previous string) (string, error) {
	master := Master{s.socket(), 10 * time.Second}
	servers, err := master.servers()
	if err != nil {
		return "", err
	}
	// The new worker starts with the servers that the present one found working, instead of none.
	if err := s.replaceFile("servers", servers); err != nil {
		return "", err
	}
	if err := s.use(id); err != nil {
		return "", err
	}
	words, err := master.reload()
	if err != nil {
		err = errors.Join(err, s.use(previous))
	}
	return words, errors.Join(err, remove(s.path("servers")))
}
