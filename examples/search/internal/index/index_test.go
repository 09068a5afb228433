//go:build sqlite_fts5 || fts5

package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/search/internal/document"
)

var documents = []document.Document{
	{ID: 1, Title: "Distroless", Body: "An image with a café and without a shell."},
	{ID: 2, Title: "Shell", Body: "A shell reads commands; a shell can be missing."},
	{ID: 7, Title: "Empty"},
	{ID: 8, Title: "Việt Nam"},
}

func TestFinds(t *testing.T) {
	index := built(t, documents)
	for text, wanted := range map[string][]int64{
		"distroless":  {1},
		"shell":       {2, 1},
		"SHELL":       {2, 1},
		"cafe":        {1},
		"viet":        {8},
		"image shell": {1},
		"image empty": {},
		"a OR b":      {},
		"title":       {},
	} {
		results, err := index.Search(t.Context(), text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		found := []int64{}
		for _, result := range results {
			found = append(found, result.ID)
		}
		if !slices.Equal(found, wanted) {
			t.Errorf("%q: finds %v, not %v", text, found, wanted)
		}
	}
}

func TestShowsWhereTheWordsAre(t *testing.T) {
	results, err := built(t, documents).Search(t.Context(), "image")
	wanted := Result{ID: 1, Title: "Distroless", Excerpt: "An [image] with a café and without a shell."}
	if err != nil || len(results) != 1 || results[0] != wanted {
		t.Errorf("%+v and error %v, not %+v", results, err, wanted)
	}
}

func TestGivesTheBestResultsOnly(t *testing.T) {
	many := make([]document.Document, most+1)
	for number := range many {
		many[number] = document.Document{ID: int64(number), Body: "same"}
	}
	results, err := built(t, many).Search(t.Context(), "same")
	if err != nil || len(results) != most {
		t.Errorf("%d results and error %v, not %d", len(results), err, most)
	}
}

func TestTakesThePlaceOfAnOlderIndex(t *testing.T) {
	path := strange(t)
	for _, each := range [][]document.Document{documents, documents[:1]} {
		// Of a build that was broken off.
		if err := os.WriteFile(path+".new", []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Build(t.Context(), path, each); err != nil {
			t.Fatal(err)
		}
		if count := counted(t, path); count != len(each) {
			t.Errorf("%d documents, not %d", count, len(each))
		}
	}
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(names) != 1 {
		t.Errorf("files %v and error %v: more than the index is left", names, err)
	}
}

func TestKeepsTheOldIndexWhenBuildingFails(t *testing.T) {
	path := strange(t)
	if err := Build(t.Context(), path, documents); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := Build(stopped, path, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: error %v", err)
	}
	twice := []document.Document{documents[0], documents[0]}
	if err := Build(t.Context(), path, twice); err == nil || !strings.Contains(err.Error(), "document 1") {
		t.Errorf("a document twice: error %v", err)
	}
	if count := counted(t, path); count != len(documents) {
		t.Errorf("%d documents, not %d", count, len(documents))
	}
}

func TestOpensOnlyAnIndex(t *testing.T) {
	path := strange(t)
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "-index=true") {
		t.Errorf("a missing index: error %v", err)
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("no index", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Errorf("another file: error %v", err)
	}
}

func built(t *testing.T, documents []document.Document) *Index {
	t.Helper()
	path := strange(t)
	if err := Build(t.Context(), path, documents); err != nil {
		t.Fatal(err)
	}
	index, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	return index
}

func counted(t *testing.T, path string) int {
	t.Helper()
	index, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	count, err := index.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return count
}

// strange is a path whose characters mean something in an address.
func strange(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "a?b#c%20d.db")
}
