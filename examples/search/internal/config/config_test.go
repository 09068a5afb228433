package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReads(t *testing.T) {
	for text, wanted := range map[string]Config{
		"directory: /data":                        {Listen: ":8082", Directory: "/data"},
		"listen: localhost:80\ndirectory: /data/": {Listen: "localhost:80", Directory: "/data/"},
	} {
		found, err := Read(file(t, text))
		if err != nil || found != wanted {
			t.Errorf("%q: %+v and error %v, not %+v", text, found, err, wanted)
		}
		if found.Index() != "/data/index.db" {
			t.Errorf("%q: the index is %s", text, found.Index())
		}
	}
}

func TestRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"":                            `directory "" is not absolute`,
		"directory: data":             `directory "data" is not absolute`,
		"directory: /data\nlisen: :1": "lisen",
		"directory: [":                "did not find",
	} {
		if _, err := Read(file(t, text)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: error %v does not say %q", text, err, says)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "missing.yaml")); !os.IsNotExist(err) {
		t.Errorf("a missing file: error %v", err)
	}
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "search.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
