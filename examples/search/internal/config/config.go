// Package config reads the program's settings from a YAML file.
package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"
)

// Config is what the file says, with defaults for what it leaves out.
type Config struct {
	// Listen is the address of the server.
	Listen string `yaml:"listen"`
	// Directory is where the index lies: the only place that the program writes to.
	Directory string `yaml:"directory"`
}

// Index is the path of the index.
func (c Config) Index() string {
	return filepath.Join(c.Directory, "index.db")
}

// Read refuses what it does not know: a misspelt setting would be a default without a word.
func Read(path string) (Config, error) {
	read := Config{Listen: ":8082"}
	file, err := os.Open(path)
	if err != nil {
		return read, err
	}
	defer file.Close()
	decoder := yaml.NewDecoder(file)
	decoder.KnownFields(true)
	// An empty file is a valid one that says nothing.
	if err := decoder.Decode(&read); err != nil && !errors.Is(err, io.EOF) {
		return read, fmt.Errorf("%s: %w", path, err)
	}
	if !filepath.IsAbs(read.Directory) {
		return read, fmt.Errorf("%s: directory %q is not absolute; write where the index shall lie", path, read.Directory)
	}
	return read, nil
}
