package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// started is a state as a proxy leaves it that has been started for the first time.
func started(t *testing.T) State {
	t.Helper()
	state := newState(t)
	if err := prepare(state, proxyThatIs(t, "content")); err != nil {
		t.Fatal(err)
	}
	return state
}

func configuration(t *testing.T, text string) string {
	return files(t, map[string]string{"haproxy.cfg": text})
}

func TestAppliedConfigurationIsTheOnlyOne(t *testing.T) {
	state := started(t)
	commands := master(t, state, obedient)
	output := strings.Builder{}
	for _, text := range []string{"one", "two"} {
		if err := apply(state, proxyThatIs(t, "content"), configuration(t, text), t.TempDir(), &output); err != nil {
			t.Fatal(err)
		}
		if is := contentOf(t, state.configuration()); is != text {
			t.Errorf("current: %q", is)
		}
		if current, _ := state.current(); !slices.Equal(namesIn(t, state.path("generations")), []string{current}) {
			t.Errorf("generations: %q", namesIn(t, state.path("generations")))
		}
	}
	if !strings.Contains(output.String(), "Loading success") || !strings.Contains(output.String(), "is in service") {
		t.Errorf("output: %s", &output)
	}
	once := []string{"@1 show servers state", "reload"}
	if !slices.Equal(commands(), slices.Concat(once, once)) {
		t.Errorf("commands: %q", commands())
	}
}

func TestSameConfigurationAgainIsHarmless(t *testing.T) {
	state := started(t)
	master(t, state, obedient)
	before := ""
	for range 3 {
		if err := apply(state, proxyThatIs(t, "content"), configuration(t, "same"), t.TempDir(), &strings.Builder{}); err != nil {
			t.Fatal(err)
		}
		after, err := state.current()
		if err != nil || before != "" && before != after {
			t.Errorf("current: %q, %v", after, err)
		}
		before = after
	}
}

func TestNewWorkerFindsTheServersOfThePresentOne(t *testing.T) {
	state := started(t)
	found := ""
	master(t, state, func(command string) string {
		if command == "reload" {
			found = contentOf(t, state.path("servers"))
		}
		return obedient(command)
	})
	if err := apply(state, proxyThatIs(t, "content"), configuration(t, "one"), t.TempDir(), &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	if found != "1\n# be_id be_name\n" {
		t.Errorf("servers at the reload: %q", found)
	}
	if _, err := os.Stat(state.path("servers")); !os.IsNotExist(err) {
		t.Errorf("servers after the reload: %v", err)
	}
}

func TestRefusedConfigurationChangesNothing(t *testing.T) {
	state := started(t)
	before := namesIn(t, state.path("generations"))
	commands := master(t, state, obedient)
	err := apply(state, proxyThatIs(t, "refusing"), configuration(t, "bad"), t.TempDir(), &strings.Builder{})
	if err == nil || !strings.Contains(err.Error(), "unknown keyword 'fronted'") {
		t.Errorf("error: %v", err)
	}
	if after := namesIn(t, state.path("generations")); !slices.Equal(before, after) {
		t.Errorf("generations: %q", after)
	}
	if contentOf(t, state.configuration()) != bootstrap || len(commands()) != 0 {
		t.Errorf("current: %s; commands: %q", contentOf(t, state.configuration()), commands())
	}
}

func TestConfigurationThatCannotBeServedIsTakenBack(t *testing.T) {
	for answer, words := range map[string]string{
		"Success=0\n--\n[ALERT] cannot bind socket\n": "goes on with the old configuration:\n  [ALERT] cannot bind socket",
		"": "did not tell how its reload went",
	} {
		state := started(t)
		before := namesIn(t, state.path("generations"))
		during := ""
		master(t, state, func(command string) string {
			if command != "reload" {
				return obedient(command)
			}
			during = contentOf(t, state.configuration())
			return answer
		})
		err := apply(state, proxyThatIs(t, "content"), configuration(t, "new"), t.TempDir(), &strings.Builder{})
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: error: %v", answer, err)
		}
		if during != "new" || contentOf(t, state.configuration()) != bootstrap {
			t.Errorf("%q: during %q, after %q", answer, during, contentOf(t, state.configuration()))
		}
		if after := namesIn(t, state.path("generations")); !slices.Equal(before, after) {
			t.Errorf("%q: generations: %q", answer, after)
		}
	}
}

func TestTakesBackAConfigurationThatIsCurrentAlready(t *testing.T) {
	state := started(t)
	reloads := 0
	master(t, state, func(command string) string {
		if command == "reload" {
			if reloads++; reloads == 2 {
				return "Success=0\n"
			}
		}
		return obedient(command)
	})
	for try := range 2 {
		err := apply(state, proxyThatIs(t, "content"), configuration(t, "same"), t.TempDir(), &strings.Builder{})
		if (err != nil) != (try == 1) {
			t.Errorf("try %d: %v", try, err)
		}
	}
	if contentOf(t, state.configuration()) != "same" {
		t.Error("the current configuration was removed")
	}
}

func TestTellsThatHAProxyDoesNotAnswer(t *testing.T) {
	_, err := Master{newState(t).socket(), 0}.reload()
	if err == nil || !strings.Contains(err.Error(), "see the output of the container that runs it") {
		t.Errorf("error: %v", err)
	}
}
