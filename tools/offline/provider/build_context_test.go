package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
)

func contextWith(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// sent gives the headers of the archive that a build would send, by name.
func sent(t *testing.T, root, dockerfile string) map[string]*tar.Header {
	t.Helper()
	c, err := openBuildContext(root, dockerfile)
	if err != nil {
		t.Fatal(err)
	}
	var archive bytes.Buffer
	if err := c.write(&archive); err != nil {
		t.Fatal(err)
	}
	plain, err := gzip.NewReader(&archive)
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]*tar.Header{}
	for reader := tar.NewReader(plain); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return headers
		}
		if err != nil {
			t.Fatal(err)
		}
		headers[header.Name] = header
	}
}

func TestTheIgnoreFileDecidesWhatIsSent(t *testing.T) {
	files := map[string]string{
		"Dockerfile": "FROM scratch", "main.go": "", "README.md": "",
		"docs/a.md": "", "docs/deep/b.md": "", "vendor/keep/k.go": "", "vendor/drop/d.go": "",
	}
	for name, c := range map[string]struct {
		ignore string
		want   string
	}{
		"nothing ignored":   {"", "Dockerfile README.md docs/a.md docs/deep/b.md main.go vendor/drop/d.go vendor/keep/k.go"},
		"a directory":       {"docs", "Dockerfile README.md main.go vendor/drop/d.go vendor/keep/k.go"},
		"any depth":         {"**/*.md", "Dockerfile main.go vendor/drop/d.go vendor/keep/k.go"},
		"an exception":      {"vendor\n!vendor/keep", "Dockerfile README.md docs/a.md docs/deep/b.md main.go vendor/keep/k.go"},
		"a wild exception":  {"*\n!**/*.go", "Dockerfile main.go vendor/drop/d.go vendor/keep/k.go"},
		"the Dockerfile":    {"Dockerfile\n.dockerignore\ndocs\nvendor", "Dockerfile README.md main.go"},
		"everything":        {"*", "Dockerfile"},
		"comments, slashes": {"# a comment\n/docs/\n./vendor", "Dockerfile README.md main.go"},
	} {
		t.Run(name, func(t *testing.T) {
			files[ignoreFile] = c.ignore
			var got []string
			for name := range sent(t, contextWith(t, files), "Dockerfile") {
				if !strings.HasSuffix(name, "/") && name != ignoreFile {
					got = append(got, name)
				}
			}
			sort.Strings(got)
			if want := strings.Fields(c.want); !reflect.DeepEqual(got, want) {
				t.Errorf("sent %v, want %v", got, want)
			}
		})
	}
}

func TestTheArchiveKeepsModesAndLinksButNoOwners(t *testing.T) {
	root := contextWith(t, map[string]string{"Dockerfile": "", "run.sh": "x"})
	if err := os.Chmod(filepath.Join(root, "run.sh"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("run.sh", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	headers := sent(t, root, "Dockerfile")
	if mode := headers["run.sh"].Mode & 0o777; mode != 0o755 {
		t.Errorf("run.sh has mode %o", mode)
	}
	if link := headers["link"]; link.Typeflag != tar.TypeSymlink || link.Linkname != "run.sh" {
		t.Errorf("link is %c to %q", link.Typeflag, link.Linkname)
	}
	for name, header := range headers {
		if header.Uid != 0 || header.Gid != 0 || header.Uname != "" || header.Gname != "" {
			t.Errorf("%s has an owner: %d:%d %s:%s", name, header.Uid, header.Gid, header.Uname, header.Gname)
		}
	}
}

func TestTheDockerfileIsInsideTheContext(t *testing.T) {
	root := contextWith(t, map[string]string{"Dockerfile": "", "build/Dockerfile": ""})
	for name, c := range map[string]struct{ given, want string }{
		"relative":           {"build/Dockerfile", "build/Dockerfile"},
		"absolute, inside":   {filepath.Join(root, "build/Dockerfile"), "build/Dockerfile"},
		"not clean":          {"./build/../Dockerfile", "Dockerfile"},
		"outside":            {"../Dockerfile", ""},
		"absolute, outside":  {"/etc/hostname", ""},
		"missing altogether": {"Nope", ""},
	} {
		got, err := insideContext(root, c.given)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: insideContext(%q) = %q, %v", name, c.given, got, err)
		}
	}
}

func TestAContextThatIsNotThereIsAnError(t *testing.T) {
	if _, err := openBuildContext(filepath.Join(t.TempDir(), "nope"), "Dockerfile"); err == nil {
		t.Error("no error")
	}
}
