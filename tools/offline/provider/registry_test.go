package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

func TestAnImageNameTellsRegistryRepositoryAndTag(t *testing.T) {
	for name, want := range map[string]remoteImage{
		"app":                       {"registry-1.docker.io", "library/app", "latest"},
		"team/app:1.2":              {"registry-1.docker.io", "team/app", "1.2"},
		"localhost:5000/app:1":      {"localhost:5000", "app", "1"},
		"registry.test/a/b/c:x-1.0": {"registry.test", "a/b/c", "x-1.0"},
	} {
		if got, err := parseRemoteImage(name); got != want || err != nil {
			t.Errorf("parseRemoteImage(%q) = %v, %v", name, got, err)
		}
	}
	if _, err := parseRemoteImage("Registry.test/Upper:1"); err == nil || !strings.Contains(err.Error(), "Upper") {
		t.Errorf("upper case: %v", err)
	}
}

// registryAt serves what the handler says, and gives a client of it.
func registryAt(t *testing.T, login registryLogin, handler http.HandlerFunc) *registryClient {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	login.address = server.URL
	return newRegistryClient(login, false)
}

var someImage = remoteImage{"registry.test", "team/app", "1.0"}

func TestTheDigestIsTheHeaderOrElseThatOfTheManifest(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		want   string
	}{
		"header":   {"sha256:abc", "sha256:abc"},
		"manifest": {"", "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
	} {
		var asked []string
		client := registryAt(t, registryLogin{}, func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.Method+" "+r.URL.Path)
			if c.header != "" {
				w.Header().Set("Docker-Content-Digest", c.header)
			}
			if r.Method == http.MethodGet {
				fmt.Fprint(w, "{}")
			}
		})
		got, err := client.digest(context.Background(), someImage)
		if got != c.want || err != nil {
			t.Errorf("%s: digest = %q, %v", name, got, err)
		}
		if asked[0] != "HEAD /v2/team/app/manifests/1.0" {
			t.Errorf("%s: asked %v", name, asked)
		}
	}
}

func TestALoginIsExchangedForATokenWhereTheRegistryWantsOne(t *testing.T) {
	var client *registryClient
	var scopes []string
	client = registryAt(t, registryLogin{username: "me", password: "secret"}, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		switch {
		case r.URL.Path == "/token" && user == "me" && password == "secret":
			scopes = append(scopes, r.URL.Query().Get("scope"))
			fmt.Fprint(w, `{"access_token": "abc"}`)
		case r.Header.Get("Authorization") == "Bearer abc":
			w.Header().Set("Docker-Content-Digest", "sha256:1")
		default:
			w.Header().Set("WWW-Authenticate", `Bearer realm="`+client.login.address+`/token",service="registry.test"`)
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	if digest, err := client.digest(context.Background(), someImage); digest != "sha256:1" || err != nil {
		t.Errorf("digest = %q, %v", digest, err)
	}
	if err := client.remove(context.Background(), someImage, "sha256:1"); err != nil {
		t.Errorf("remove: %v", err)
	}
	if want := []string{"repository:team/app:pull,push", "repository:team/app:*"}; !reflect.DeepEqual(scopes, want) {
		t.Errorf("asked for %v, want %v", scopes, want)
	}
	client.login.password = "wrong"
	if _, err := client.digest(context.Background(), someImage); err == nil || !strings.Contains(err.Error(), "refuses the login") {
		t.Errorf("wrong password: %v", err)
	}
}

func TestAnImageThatIsGoneIsRemovedAndARegistryThatKeepsItsImagesIsAnError(t *testing.T) {
	for status, removed := range map[int]bool{202: true, 200: true, 404: true, 405: false, 500: false} {
		client := registryAt(t, registryLogin{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		if err := client.remove(context.Background(), someImage, "sha256:1"); (err == nil) != removed {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

func TestARegistryLoginComesFromTheFirstPlaceThatHasOne(t *testing.T) {
	entry := base64.StdEncoding.EncodeToString([]byte("file:to:ken"))
	configuration := `{"auths": {"https://registry.test/v1/": {"auth": "` + entry + `"}}}`
	for name, c := range map[string]struct {
		block map[string]any
		want  registryLogin
		err   string
	}{
		"username": {
			map[string]any{"address": "registry.test", "username": "me", "password": "x", "config_file_content": configuration},
			registryLogin{"https://registry.test", "me", "x"}, "",
		},
		"no login, no TLS": {
			map[string]any{"address": "http://localhost:5000", "auth_disabled": true},
			registryLogin{"http://localhost:5000", "nobody", "nothing"}, "",
		},
		"configuration": {
			map[string]any{"address": "registry.test", "config_file_content": configuration},
			registryLogin{"https://registry.test", "file", "to:ken"}, "",
		},
		"configuration of others": {
			map[string]any{"address": "other.test", "config_file_content": configuration},
			registryLogin{"https://other.test", "", ""}, "",
		},
		"credential helper": {
			map[string]any{"address": "registry.test", "config_file_content": `{"credsStore": "desktop"}`},
			registryLogin{"https://registry.test", "", ""}, "credential helper",
		},
		"missing file": {
			map[string]any{"address": "registry.test", "config_file": t.TempDir() + "/none.json"},
			registryLogin{"https://registry.test", "", ""}, "auth_disabled = true",
		},
	} {
		got, err := registryLoginOf(c.block)
		if got != c.want || (err == nil) != (c.err == "") || (err != nil && !strings.Contains(err.Error(), c.err)) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
