package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/docker/docker/api/types/container"
)

func (c newContainer) upload(ctx context.Context) error {
	files := blocks(c.d.Get("upload"))
	sort.Slice(files, func(i, j int) bool {
		return member[string](files[i], "file") < member[string](files[j], "file")
	})
	for _, block := range files {
		name := member[string](block, "file")
		content, err := uploadContent(block)
		if err != nil {
			return fmt.Errorf("cannot upload %s to container %s: %w", name, c.name, err)
		}
		archive, err := uploadArchive(name, uploadMode(block), content)
		if err != nil {
			return fmt.Errorf("cannot upload %s to container %s: %w", name, c.name, err)
		}
		if err := c.cli.CopyToContainer(ctx, c.d.Id(), "/", archive, container.CopyToContainerOptions{}); err != nil {
			return fmt.Errorf("cannot upload %s to container %s: %w", name, c.name, err)
		}
	}
	return nil
}

func uploadContent(block map[string]any) ([]byte, error) {
	plain, encoded, source := member[string](block, "content"), member[string](block, "content_base64"), member[string](block, "source")
	given := 0
	for _, v := range []string{plain, encoded, source} {
		if v != "" {
			given++
		}
	}
	if given != 1 {
		return nil, fmt.Errorf("%d of content, content_base64 and source are set: set exactly one, not empty", given)
	}
	switch {
	case encoded != "":
		return base64.StdEncoding.DecodeString(encoded)
	case source != "":
		return os.ReadFile(source)
	}
	return []byte(plain), nil
}

func uploadMode(block map[string]any) int64 {
	if mode, err := strconv.ParseInt(member[string](block, "permissions"), 8, 32); err == nil {
		return mode
	}
	if member[bool](block, "executable") {
		return 0o744
	}
	return 0o644
}

func uploadArchive(name string, mode int64, content []byte) (*bytes.Buffer, error) {
	archive := &bytes.Buffer{}
	w := tar.NewWriter(archive)
	header := &tar.Header{Name: strings.TrimPrefix(name, "/"), Mode: mode, Size: int64(len(content))}
	if err := w.WriteHeader(header); err != nil {
		return nil, err
	}
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	return archive, w.Close()
}
