package main

import (
	"net"
	"os"
	"strings"
	"testing"
)

func TestFirstStartHasTheHealthPage(t *testing.T) {
	state := newState(t)
	for range 2 {
		if err := prepare(state, proxyThatIs(t, "content")); err != nil {
			t.Fatal(err)
		}
		if contentOf(t, state.configuration()) != bootstrap {
			t.Errorf("configuration: %s", contentOf(t, state.configuration()))
		}
	}
}

func TestStartAgainHasTheAppliedConfiguration(t *testing.T) {
	state := started(t)
	master(t, state, obedient)
	if err := apply(state, proxyThatIs(t, "content"), configuration(t, "mine"), t.TempDir(), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	if err := prepare(state, proxyThatIs(t, "content")); err != nil {
		t.Fatal(err)
	}
	if contentOf(t, state.configuration()) != "mine" {
		t.Errorf("configuration: %s", contentOf(t, state.configuration()))
	}
}

func TestStartWithARefusedConfigurationWaitsForAnother(t *testing.T) {
	state := started(t)
	master(t, state, obedient)
	if err := apply(state, proxyThatIs(t, "content"), configuration(t, "of an old release"), t.TempDir(), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	if err := prepare(state, proxyThatIs(t, "refusing")); err != nil {
		t.Fatal(err)
	}
	if contentOf(t, state.configuration()) != bootstrap {
		t.Errorf("configuration: %s", contentOf(t, state.configuration()))
	}
}

func TestStartRemovesWhatAnEarlierProcessLeft(t *testing.T) {
	state := started(t)
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: state.socket(), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	listener.SetUnlinkOnClose(false)
	listener.Close()
	if err := state.replaceFile("servers", "of other containers by now"); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"servers.next", "current.next"} {
		if err := os.WriteFile(state.path(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := prepare(state, proxyThatIs(t, "content")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"master.sock", "servers", "servers.next", "current.next"} {
		if _, err := os.Lstat(state.path(name)); !os.IsNotExist(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTellsThatTheStateCannotBeWritten(t *testing.T) {
	err := prepare(State{"/proc/self/no"}, proxyThatIs(t, "content"))
	if err == nil || !strings.Contains(err.Error(), "mount a volume that this user owns") {
		t.Errorf("error: %v", err)
	}
}

func TestMasterCanStartItselfAnew(t *testing.T) {
	proxy := HAProxy("/some/where/haproxy")
	if arguments := proxy.arguments(newState(t)); arguments[0] != string(proxy) || arguments[1] != "-W" {
		t.Errorf("arguments: %q", arguments)
	}
}
