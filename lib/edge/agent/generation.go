package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const configurationFile = "haproxy.cfg"

// Generation is one complete configuration: content by path below its directory.
type Generation struct{ files map[string][]byte }

// readGeneration collects haproxy.cfg and the certificates with their keys. A certificate is directory/certificates/NAME.pem
// with its key in secrets/NAME.key, or both in secrets/NAME.pem.
func readGeneration(directory, secrets string) (Generation, error) {
	generation := Generation{map[string][]byte{}}
	problems := []error{generation.add(configurationFile, filepath.Join(directory, configurationFile))}
	for _, chain := range pemFiles(filepath.Join(directory, "certificates")) {
		name := filepath.Base(chain)
		key := filepath.Join(secrets, strings.TrimSuffix(name, ".pem")+".key")
		problems = append(problems,
			generation.add("certificates/"+name, chain),
			// HAProxy looks for the key of NAME.pem in NAME.pem.key.
			generation.add("certificates/"+name+".key", key),
		)
	}
	for _, both := range pemFiles(secrets) {
		name := "certificates/" + filepath.Base(both)
		if _, taken := generation.files[name]; taken {
			problems = append(problems, fmt.Errorf("%s is there twice: below %s and as %s; leave one out", name, directory, both))
			continue
		}
		problems = append(problems, generation.add(name, both))
	}
	return generation, errors.Join(problems...)
}

func (g Generation) add(name, path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", name, err)
	}
	g.files[name] = content
	return nil
}

// pemFiles is empty where there is no such directory: not every configuration has certificates.
func pemFiles(directory string) []string {
	entries, _ := os.ReadDir(directory)
	files := []string{}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".pem") {
			files = append(files, filepath.Join(directory, entry.Name()))
		}
	}
	return files
}

// id is the same for the same files, and for no others. Every part is preceded by its length, so that no two sets of
// files read alike.
func (g Generation) id() string {
	hash := sha256.New()
	for _, path := range g.paths() {
		fmt.Fprintf(hash, "%d %s %d ", len(path), path, len(g.files[path]))
		hash.Write(g.files[path])
	}
	return hex.EncodeToString(hash.Sum(nil))[:16]
}

func (g Generation) paths() []string { return slices.Sorted(maps.Keys(g.files)) }

// write makes the generation's directory, unless it is there. What is there under its name is complete. When it fails, it
// leaves nothing: the disk may be full.
func (g Generation) write(state State) error {
	target := state.generation(g.id())
	if _, err := os.Stat(target); err == nil {
		return nil
	}
	partial := target + ".partial"
	if err := os.RemoveAll(partial); err != nil {
		return err
	}
	if err := g.fill(partial); err != nil {
		return errors.Join(err, os.RemoveAll(partial))
	}
	return os.Rename(partial, target)
}

func (g Generation) fill(partial string) error {
	if err := os.MkdirAll(filepath.Join(partial, "certificates"), 0o700); err != nil {
		return err
	}
	for _, path := range g.paths() {
		if err := writeFile(filepath.Join(partial, path), g.files[path], 0o400); err != nil {
			return err
		}
	}
	for _, directory := range []string{filepath.Join(partial, "certificates"), partial} {
		if err := syncDirectory(directory); err != nil {
			return err
		}
	}
	return nil
}
