package main

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/distribution/reference"
)

// hub is where Docker Hub answers: its images are named after another host.
const hub = "registry-1.docker.io"

// remoteImage is an image as its registry knows it.
type remoteImage struct {
	host, repository, tag string
}

func parseRemoteImage(name string) (remoteImage, error) {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return remoteImage{}, fmt.Errorf("image name %q is not valid: %w; write registry/repository:tag", name, err)
	}
	image := remoteImage{host: reference.Domain(named), repository: reference.Path(named), tag: "latest"}
	if image.host == "docker.io" {
		image.host = hub
	}
	if tagged, ok := named.(reference.Tagged); ok {
		image.tag = tagged.Tag()
	}
	return image, nil
}

func (i remoteImage) String() string { return i.host + "/" + i.repository + ":" + i.tag }

// registryClient speaks the registry protocol, as little of it as a provider
// needs beside the Engine's own pushes.
type registryClient struct {
	http  *http.Client
	login registryLogin
}

func newRegistryClient(login registryLogin, unverified bool) *registryClient {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: unverified} //nolint:gosec // asked for by insecure_skip_verify
	return &registryClient{http: &http.Client{Transport: transport}, login: login}
}

var manifestTypes = []string{
	"application/vnd.docker.distribution.manifest.v2+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.oci.image.index.v1+json",
}

// digest asks without a body first, which a registry with a quota counts less.
func (c *registryClient) digest(ctx context.Context, image remoteImage) (string, error) {
	for _, method := range []string{http.MethodHead, http.MethodGet} {
		response, err := c.manifest(ctx, method, image, image.tag)
		if err != nil {
			return "", err
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return "", fmt.Errorf("the registry answers with %s", response.Status)
		}
		if digest := response.Header.Get("Docker-Content-Digest"); digest != "" {
			return digest, nil
		}
		if err == nil && len(body) > 0 {
			return fmt.Sprintf("sha256:%x", sha256.Sum256(body)), nil
		}
	}
	return "", errors.New("the registry tells neither a digest nor a manifest")
}

// remove takes an image that is gone already for removed.
func (c *registryClient) remove(ctx context.Context, image remoteImage, version string) error {
	response, err := c.manifest(ctx, http.MethodDelete, image, version)
	if err != nil {
		return err
	}
	_ = response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK, http.StatusAccepted, http.StatusNotFound:
		return nil
	}
	return fmt.Errorf("the registry answers with %s", response.Status)
}

// manifest asks with the login, and once more with a token where the registry
// wants one.
func (c *registryClient) manifest(ctx context.Context, method string, image remoteImage, version string) (*http.Response, error) {
	address := strings.TrimSuffix(c.login.address, "/") + "/v2/" + image.repository + "/manifests/" + version
	request, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return nil, err
	}
	request.Header["Accept"] = manifestTypes
	if c.login.username != "" {
		request.SetBasicAuth(c.login.username, c.login.password)
	}
	response, err := c.http.Do(request)
	if err != nil || response.StatusCode != http.StatusUnauthorized {
		return response, err
	}
	_ = response.Body.Close()
	scope := "repository:" + image.repository + ":pull,push"
	if method == http.MethodDelete {
		scope = "repository:" + image.repository + ":*"
	}
	token, err := c.token(ctx, response.Header.Get("WWW-Authenticate"), scope)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	return c.http.Do(request)
}

var challengePart = regexp.MustCompile(`(\w+)="([^"]*)"`)

func (c *registryClient) token(ctx context.Context, challenge, scope string) (string, error) {
	if !strings.HasPrefix(challenge, "Bearer ") {
		return "", fmt.Errorf("the registry at %s refuses the login", c.login.host())
	}
	asked := map[string]string{"scope": scope}
	for _, part := range challengePart.FindAllStringSubmatch(challenge, -1) {
		asked[part[1]] = part[2]
	}
	query := url.Values{"service": {asked["service"]}, "scope": {asked["scope"]}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, asked["realm"]+"?"+query.Encode(), nil)
	if err != nil {
		return "", err
	}
	if c.login.username != "" {
		request.SetBasicAuth(c.login.username, c.login.password)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	var answer struct {
		Token       string `json:"token"`
		AccessToken string `json:"access_token"`
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the registry at %s refuses the login: %s", c.login.host(), response.Status)
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return "", fmt.Errorf("cannot read the token of the registry at %s: %w", c.login.host(), err)
	}
	if answer.Token != "" {
		return answer.Token, nil
	}
	return answer.AccessToken, nil
}
