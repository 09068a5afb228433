package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// fetch gives the size of the answer's body.
func fetch(ending context.Context, transport http.RoundTripper, address string, limit int64) (int64, error) {
	request, err := http.NewRequestWithContext(ending, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	if err := encrypted(request.URL); err != nil {
		return 0, err
	}
	client := &http.Client{Transport: transport, CheckRedirect: redirect}
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s answers with status %s", request.URL.Redacted(), answer.Status)
	}
	// One byte more than allowed tells an answer that is too long from one that just fits.
	size, err := io.Copy(io.Discard, io.LimitReader(answer.Body, limit+1))
	if err != nil {
		return 0, fmt.Errorf("reading the answer: %w", err)
	}
	if size > limit {
		return 0, fmt.Errorf("the answer has more than %d bytes", limit)
	}
	return size, nil
}

// redirect keeps a server from leading on to an address that is not encrypted, or in circles.
func redirect(next *http.Request, before []*http.Request) error {
	if len(before) >= 5 {
		return fmt.Errorf("more than %d redirects", len(before)-1)
	}
	return encrypted(next.URL)
}

func encrypted(address *url.URL) error {
	if address.Scheme != "https" {
		return fmt.Errorf("address %q is not encrypted; write https://", address.Redacted())
	}
	return nil
}
