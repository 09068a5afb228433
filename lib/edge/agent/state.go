package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// State is the directory that both containers share:
//
//	current        link to the generation in use
//	generations/   complete configurations, each named by a hash of what is in it
//	servers        what the last worker knew of its servers, for the next one; only there during a reload
//	master.sock    command line of HAProxy's master process
//	lock           held by whoever applies
type State struct{ directory string }

func (s State) path(name string) string { return filepath.Join(s.directory, name) }

func (s State) socket() string { return s.path("master.sock") }

func (s State) generation(id string) string { return filepath.Join(s.path("generations"), id) }

// configuration is what HAProxy is started with: the link is followed anew at every reload.
func (s State) configuration() string { return filepath.Join(s.path("current"), configurationFile) }

// current returns the generation in use, or nothing.
func (s State) current() (string, error) {
	target, err := os.Readlink(s.path("current"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return filepath.Base(target), err
}

// use makes a generation the current one, or none of them. A reader sees the old one or the new one, at any time.
func (s State) use(id string) error {
	if id == "" {
		return os.Remove(s.path("current"))
	}
	next := s.path("current.next")
	if err := remove(next); err != nil {
		return err
	}
	if err := os.Symlink(filepath.Join("generations", id), next); err != nil {
		return err
	}
	if err := os.Rename(next, s.path("current")); err != nil {
		return err
	}
	return syncDirectory(s.directory)
}

// keepOnly removes every other generation, and what an interrupted writer left.
func (s State) keepOnly(id string) error {
	entries, err := os.ReadDir(s.path("generations"))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Name() == id {
			continue
		}
		if err := os.RemoveAll(s.generation(entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// hold waits until nobody else changes the state, and keeps it so until the returned function is called.
func (s State) hold() (func(), error) {
	file, err := os.OpenFile(s.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot write to the state directory: %w; mount a volume that this user owns", err)
	}
	for {
		if err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("cannot lock the state directory: %w", err)
	}
	return func() { file.Close() }, nil
}

// replaceFile writes a file as a whole: a reader sees the old content or the new one.
func (s State) replaceFile(name, content string) error {
	next := s.path(name + ".next")
	if err := writeFile(next, []byte(content), 0o600); err != nil {
		return err
	}
	return os.Rename(next, s.path(name))
}

// remove is content when there is nothing to remove.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeFile makes the file anew, so that no earlier mode or content is left, and waits until it is on the disk.
func writeFile(path string, content []byte, mode fs.FileMode) error {
	if err := remove(path); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return errors.Join(err, file.Sync(), file.Close())
}

func syncDirectory(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}

// indented sets another program's words apart from our own.
func indented(words string) string {
	return "  " + strings.ReplaceAll(strings.TrimSpace(words), "\n", "\n  ")
}
