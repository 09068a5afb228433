package main

import (
	"bufio"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestMain is HAProxy as well, when the test's own program is started under one of these names.
func TestMain(m *testing.M) {
	switch filepath.Base(os.Args[0]) {
	case "content":
		os.Exit(0)
	case "refusing":
		os.Stderr.WriteString("[ALERT] unknown keyword 'fronted'\n")
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// proxyThatIs returns an HAProxy that is content with every configuration, or refusing.
func proxyThatIs(t *testing.T, mood string) HAProxy {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), mood)
	if err := os.Symlink(program, path); err != nil {
		t.Fatal(err)
	}
	return HAProxy(path)
}

// newState is an empty state directory, with a path that is short enough for a socket.
func newState(t *testing.T) State {
	t.Helper()
	directory, err := os.MkdirTemp("", "agent")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(directory) })
	return State{directory}
}

// files writes a directory with these texts.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	directory := t.TempDir()
	for path, text := range texts {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(directory, path)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(directory, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

// master answers commands at the socket of a state, as HAProxy's would, and remembers them.
func master(t *testing.T, state State, answer func(command string) string) func() []string {
	t.Helper()
	listener, err := net.Listen("unix", state.socket())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	var lock sync.Mutex
	commands := []string{}
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			command, _ := bufio.NewReader(connection).ReadString('\n')
			command = strings.TrimSpace(command)
			lock.Lock()
			commands = append(commands, command)
			lock.Unlock()
			connection.Write([]byte(answer(command)))
			connection.Close()
		}
	}()
	return func() []string {
		lock.Lock()
		defer lock.Unlock()
		return commands
	}
}

// obedient is a master whose reloads succeed.
func obedient(command string) string {
	if command == "reload" {
		return "Success=1\n--\n[NOTICE] Loading success.\n"
	}
	return "1\n# be_id be_name\n"
}

func contentOf(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func namesIn(t *testing.T, directory string) []string {
	t.Helper()
	entries, err := os.ReadDir(directory)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestTellsHowItIsCalled(t *testing.T) {
	for _, arguments := range [][]string{{}, {"apply"}, {"apply", "a"}, {"run", "a"}, {"stop"}} {
		if err := agent(arguments); err == nil || !strings.Contains(err.Error(), "write agent run, or agent apply DIR SECRETS") {
			t.Errorf("%q: %v", arguments, err)
		}
	}
}
