package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"
)

// mode is a way to be broken: a deploy of such a version has to fail without harm.
type mode string

const (
	sound  mode = ""
	crash  mode = "crash"
	sick   mode = "sick"
	panics mode = "panic"
	hungry mode = "hungry"
)

func readMode(text string) (mode, error) {
	switch mode := mode(text); mode {
	case sound, crash, sick, panics, hungry:
		return mode, nil
	}
	return sound, fmt.Errorf("MODE %q is not known; write crash, sick, panic or hungry, or leave it out", text)
}

// start does what goes wrong apart from requests.
func (mode mode) start() {
	switch mode {
	case crash:
		log.Print("MODE is crash: ending at once")
		os.Exit(3)
	case panics:
		time.AfterFunc(3*time.Second, func() { panic("MODE is panic: ending after 3 seconds") })
	case hungry:
		go eat()
	}
}

func (mode mode) health(context.Context) error {
	if mode == sick {
		return errors.New("MODE is sick")
	}
	return nil
}

// eat takes memory until the container's limit ends the process.
func eat() {
	const bite = 8 << 20
	var eaten [][]byte
	for {
		memory := make([]byte, bite)
		// Memory counts only when it is written to.
		for page := 0; page < len(memory); page += 4096 {
			memory[page] = 1
		}
		eaten = append(eaten, memory)
		log.Printf("MODE is hungry: %d MiB taken", len(eaten)*bite>>20)
		time.Sleep(10 * time.Millisecond)
	}
}
