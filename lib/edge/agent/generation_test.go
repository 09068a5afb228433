package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestGenerationHasCertificatesWithTheirKeys(t *testing.T) {
	directory := files(t, map[string]string{
		"haproxy.cfg": "global", "certificates/shop.pem": "chain", "certificates/README": "not a certificate",
	})
	secrets := files(t, map[string]string{"shop.key": "key", "mail.pem": "chain and key", "other": "of somebody else"})
	generation, err := readGeneration(directory, secrets)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"certificates/mail.pem", "certificates/shop.pem", "certificates/shop.pem.key", "haproxy.cfg"}
	if !slices.Equal(generation.paths(), want) {
		t.Errorf("files: %q", generation.paths())
	}
	state := newState(t)
	if err := os.Mkdir(state.path("generations"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := generation.write(state); err != nil {
		t.Fatal(err)
	}
	for _, path := range want {
		at := filepath.Join(state.generation(generation.id()), path)
		if status, err := os.Stat(at); err != nil || status.Mode() != fs.FileMode(0o400) {
			t.Errorf("%s: %v, %v", path, status, err)
		}
		if contentOf(t, at) != string(generation.files[path]) {
			t.Errorf("%s: %q", path, contentOf(t, at))
		}
	}
}

func TestGenerationNeedsNeitherCertificatesNorSecrets(t *testing.T) {
	generation, err := readGeneration(files(t, map[string]string{"haproxy.cfg": "global"}), "/no/such/place")
	if err != nil || !slices.Equal(generation.paths(), []string{"haproxy.cfg"}) {
		t.Errorf("files: %q, %v", generation.paths(), err)
	}
}

func TestTellsEverythingThatIsMissing(t *testing.T) {
	directory := files(t, map[string]string{"certificates/one.pem": "", "certificates/two.pem": "", "certificates/twice.pem": ""})
	_, err := readGeneration(directory, files(t, map[string]string{"twice.key": "", "twice.pem": ""}))
	for _, words := range []string{
		"cannot read haproxy.cfg", "cannot read certificates/one.pem.key", "cannot read certificates/two.pem.key",
		"certificates/twice.pem is there twice",
	} {
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%q is missing in: %v", words, err)
		}
	}
}

func TestIDIsOfNamesAndContents(t *testing.T) {
	seen := map[string]map[string]string{}
	for _, texts := range []map[string]string{
		{"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "1"}, {"a": "1", "b": ""}, {"a": "1 1 b 1 2"}, {"ab": "", "1": "2"}, {},
	} {
		content := map[string][]byte{}
		for path, text := range texts {
			content[path] = []byte(text)
		}
		id := Generation{content}.id()
		if other, taken := seen[id]; taken {
			t.Errorf("%q and %q are both %s", texts, other, id)
		}
		if id != (Generation{content}).id() {
			t.Errorf("%q has two ids", texts)
		}
		seen[id] = texts
	}
}

func TestInterruptedWriterLeavesNothingThatIsUsed(t *testing.T) {
	state := started(t)
	generation := Generation{map[string][]byte{configurationFile: []byte("new")}}
	partial := state.generation(generation.id()) + ".partial"
	if err := os.MkdirAll(filepath.Join(partial, "certificates"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(partial, "half"), nil, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere", state.path("current.next")); err != nil {
		t.Fatal(err)
	}
	if err := generation.write(state); err != nil {
		t.Fatal(err)
	}
	if err := state.use(generation.id()); err != nil {
		t.Fatal(err)
	}
	if err := state.keepOnly(generation.id()); err != nil {
		t.Fatal(err)
	}
	if names := namesIn(t, filepath.Join(state.path("current"))); !slices.Equal(names, []string{"certificates", "haproxy.cfg"}) {
		t.Errorf("files: %q", names)
	}
	if names := namesIn(t, state.path("generations")); !slices.Equal(names, []string{generation.id()}) {
		t.Errorf("generations: %q", names)
	}
}

func TestFailedWriterLeavesNothing(t *testing.T) {
	state := started(t)
	before := namesIn(t, state.path("generations"))
	generation := Generation{map[string][]byte{configurationFile: []byte("new"), "no/such/directory": nil}}
	if err := generation.write(state); err == nil {
		t.Error("no error")
	}
	if names := namesIn(t, state.path("generations")); !slices.Equal(names, before) {
		t.Errorf("generations: %q", names)
	}
}
