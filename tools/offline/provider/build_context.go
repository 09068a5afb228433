package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

const ignoreFile = ".dockerignore"

// buildContext is the directory that a build sends, less what it ignores.
type buildContext struct {
	root       string
	dockerfile string
	ignored    *patternmatcher.PatternMatcher
}

func openBuildContext(root, dockerfile string) (*buildContext, error) {
	info, err := os.Stat(root)
	if err != nil {
		return nil, fmt.Errorf("cannot read the build context: %w; context is relative to the directory in which terraform runs", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("the build context %s is not a directory", root)
	}
	inside, err := insideContext(root, dockerfile)
	if err != nil {
		return nil, err
	}
	patterns, err := ignorePatterns(root)
	if err != nil {
		return nil, err
	}
	// The Engine needs both files, whatever the patterns say.
	patterns = append(patterns, "!"+ignoreFile, "!"+inside)
	ignored, err := patternmatcher.New(patterns)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", filepath.Join(root, ignoreFile), err)
	}
	return &buildContext{root: root, dockerfile: inside, ignored: ignored}, nil
}

// insideContext gives the Dockerfile's path relative to the context.
func insideContext(root, dockerfile string) (string, error) {
	if filepath.IsAbs(dockerfile) {
		absolute, err := filepath.Abs(root)
		if err != nil {
			return "", err
		}
		if dockerfile, err = filepath.Rel(absolute, dockerfile); err != nil {
			return "", err
		}
	}
	dockerfile = filepath.ToSlash(filepath.Clean(dockerfile))
	if !filepath.IsLocal(dockerfile) {
		return "", fmt.Errorf("dockerfile %s is outside the build context %s: move it inside", dockerfile, root)
	}
	if _, err := os.Stat(filepath.Join(root, dockerfile)); err != nil {
		return "", fmt.Errorf("cannot read the Dockerfile: %w; dockerfile is relative to the context", err)
	}
	return dockerfile, nil
}

func ignorePatterns(root string) ([]string, error) {
	file, err := os.Open(filepath.Join(root, ignoreFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return ignorefile.ReadAll(file)
}

// write sends the context as a compressed tar: BuildKit looks at the first
// bytes to tell an archive from a Dockerfile, and knows gzip's for certain.
func (c *buildContext) write(to io.Writer) error {
	compressed, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := c.writeTar(compressed); err != nil {
		return err
	}
	return compressed.Close()
}

// writeTar leaves owners out, because who checked the sources out must not
// decide what the image's layers are.
func (c *buildContext) writeTar(to io.Writer) error {
	archive := tar.NewWriter(to)
	matches := map[string]patternmatcher.MatchInfo{}
	err := filepath.WalkDir(c.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(c.root, path)
		if err != nil || name == "." {
			return err
		}
		name = filepath.ToSlash(name)
		skip, match, err := c.ignored.MatchesUsingParentResults(name, matches[parent(name)])
		if err != nil {
			return err
		}
		if entry.IsDir() {
			matches[name] = match
		}
		if skip {
			if entry.IsDir() && !c.mayReturnBelow(name) {
				return filepath.SkipDir
			}
			return nil
		}
		return addToArchive(archive, path, name, entry)
	})
	if err != nil {
		return err
	}
	return archive.Close()
}

func parent(name string) string {
	if i := strings.LastIndex(name, "/"); i >= 0 {
		return name[:i]
	}
	return ""
}

// mayReturnBelow tells whether an exception such as !vendor/keep could bring
// back something below an ignored directory.
func (c *buildContext) mayReturnBelow(directory string) bool {
	for _, pattern := range c.ignored.Patterns() {
		if !pattern.Exclusion() {
			continue
		}
		text := pattern.String()
		if strings.HasPrefix(text, directory+"/") || strings.ContainsAny(text, "*?[") {
			return true
		}
	}
	return false
}

func addToArchive(archive *tar.Writer, path, name string, entry fs.DirEntry) error {
	info, err := entry.Info()
	if err != nil {
		return err
	}
	var target string
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		if target, err = os.Readlink(path); err != nil {
			return err
		}
	case !info.Mode().IsRegular() && !info.IsDir():
		return nil // sockets, pipes and devices have no content to send
	}
	header, err := tar.FileInfoHeader(info, target)
	if err != nil {
		return err
	}
	header.Name = name
	if info.IsDir() {
		header.Name += "/"
	}
	header.Uid, header.Gid, header.Uname, header.Gname = 0, 0, "", ""
	if err := archive.WriteHeader(header); err != nil || !info.Mode().IsRegular() {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(archive, file)
	return err
}
