package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/docker/docker/api/types/registry"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// registryLogin is how one registry is reached: its address with http:// or
// https://, and who asks.
type registryLogin struct {
	address, username, password string
}

func registryLoginMembers() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"address":             text("Address of the registry; http:// in front means no TLS.", required, matching(`.`, "the host name of a registry")),
		"username":            text("Who logs in.", fromEnvironment("DOCKER_REGISTRY_USER", "")),
		"password":            text("Password or token.", secret, fromEnvironment("DOCKER_REGISTRY_PASS", "")),
		"config_file":         text("Configuration file of Docker's command line, read when there is no username.", fromEnvironment("DOCKER_CONFIG", "~/.docker/config.json")),
		"config_file_content": text("Content of such a file; goes before config_file."),
		"auth_disabled":       flag("The registry asks for no login.", otherwise(false)),
	}
}

// registryLogins gives the logins by host, with its port.
func registryLogins(list []map[string]any) (map[string]registryLogin, error) {
	logins := map[string]registryLogin{}
	for _, block := range list {
		login, err := registryLoginOf(block)
		if err != nil {
			return nil, err
		}
		logins[login.host()] = login
	}
	return logins, nil
}

func registryLoginOf(block map[string]any) (registryLogin, error) {
	login := registryLogin{
		address:  withScheme(member[string](block, "address")),
		username: member[string](block, "username"),
		password: member[string](block, "password"),
	}
	switch {
	case member[bool](block, "auth_disabled"):
		// The Engine pushes only for somebody, and such a registry does not look.
		login.username, login.password = "nobody", "nothing"
		return login, nil
	case login.username != "":
		return login, nil
	}
	content, place := []byte(member[string](block, "config_file_content")), "config_file_content"
	if len(content) == 0 {
		place = withHome(member[string](block, "config_file"))
		var err error
		if content, err = os.ReadFile(place); err != nil {
			return login, fmt.Errorf("registry_auth of %s has no username, and Docker's configuration file cannot be read: %w; set username and password, or auth_disabled = true for a registry without login", login.host(), err)
		}
	}
	return login.fromConfiguration(content, place)
}

// fromConfiguration finds the registry's entry. One that is not there is an
// anonymous login.
func (l registryLogin) fromConfiguration(content []byte, place string) (registryLogin, error) {
	var configuration struct {
		Auths map[string]struct {
			Auth, Username, Password string
		}
		CredsStore  string
		CredHelpers map[string]string
	}
	if err := json.Unmarshal(content, &configuration); err != nil {
		return l, fmt.Errorf("cannot read the logins of %s: %w", place, err)
	}
	if configuration.CredsStore != "" || configuration.CredHelpers[l.host()] != "" {
		return l, fmt.Errorf("%s keeps the login of %s in a credential helper, which the offline kit's provider does not run: set username and password in registry_auth", place, l.host())
	}
	for address, entry := range configuration.Auths {
		if hostOf(address) != l.host() {
			continue
		}
		l.username, l.password = entry.Username, entry.Password
		if entry.Auth != "" {
			plain, err := base64.StdEncoding.DecodeString(entry.Auth)
			if err != nil {
				return l, fmt.Errorf("the login of %s in %s is not base64: %w", l.host(), place, err)
			}
			l.username, l.password, _ = strings.Cut(string(plain), ":")
		}
	}
	return l, nil
}

func (l registryLogin) host() string { return hostOf(l.address) }

// header is the login as the Engine takes it for pulls and pushes.
func (l registryLogin) header() (string, error) {
	return registry.EncodeAuthConfig(registry.AuthConfig{
		ServerAddress: l.address, Username: l.username, Password: l.password,
	})
}

func withScheme(address string) string {
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return address
	}
	return "https://" + address
}

func hostOf(address string) string {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
	host, _, _ := strings.Cut(address, "/")
	return host
}

func withHome(path string) string {
	rest, found := strings.CutPrefix(path, "~/")
	home, err := os.UserHomeDir()
	if !found || err != nil {
		return path
	}
	return filepath.Join(home, rest)
}
