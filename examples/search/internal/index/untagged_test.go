//go:build cgo && !sqlite_fts5 && !fts5

package index

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestSaysWhichTagIsMissing(t *testing.T) {
	err := Build(t.Context(), filepath.Join(t.TempDir(), "index.db"), nil)
	if err == nil || !strings.Contains(err.Error(), "-tags sqlite_fts5") {
		t.Errorf("error %v", err)
	}
}
