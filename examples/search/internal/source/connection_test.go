package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lib/pq"
)

func TestTakesThePasswordFromAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	t.Setenv("PGPASSWORD", "from the variable")
	for text, wanted := range map[string]string{
		"secret":       "secret",
		"secret\r\n":   "secret",
		" sec ret '\\": ` sec ret '\`,
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv(passwordFile, path)
		config, err := settings()
		if err != nil || config.Password != wanted {
			t.Errorf("%q: password %q and error %v", text, config.Password, err)
		}
	}
}

func TestTakesThePasswordFromTheVariable(t *testing.T) {
	t.Setenv("PGPASSWORD", "from the variable")
	t.Setenv(passwordFile, "")
	config, err := settings()
	if err != nil || config.Password != "from the variable" {
		t.Errorf("password %q and error %v", config.Password, err)
	}
}

func TestEncryptsWhenTheServerCan(t *testing.T) {
	// The value is put back after the test.
	t.Setenv("PGSSLMODE", "verify-full")
	if config, err := settings(); err != nil || config.SSLMode != pq.SSLModeVerifyFull {
		t.Errorf("PGSSLMODE=verify-full: mode %q and error %v", config.SSLMode, err)
	}
	if err := os.Unsetenv("PGSSLMODE"); err != nil {
		t.Fatal(err)
	}
	if config, err := settings(); err != nil || config.SSLMode != pq.SSLModePrefer {
		t.Errorf("without PGSSLMODE: mode %q and error %v", config.SSLMode, err)
	}
}

func TestSaysWhichFileIsMissing(t *testing.T) {
	t.Setenv(passwordFile, "/missing/password")
	if _, err := Connect(); err == nil || !strings.Contains(err.Error(), "PGPASSWORD_FILE: open /missing/password") {
		t.Errorf("error %v", err)
	}
}
