package main

import (
	"reflect"
	"testing"
)

func TestOnlyTheOrderOfPortsIsHidden(t *testing.T) {
	web := publishedPort{internal: 80, external: 8080, ip: "0.0.0.0", protocol: "tcp"}
	admin := publishedPort{internal: 90, external: 9090, ip: "0.0.0.0", protocol: "tcp"}
	webOverUDP, webElsewhere := web, web
	webOverUDP.protocol = "udp"
	webElsewhere.external = 8081

	for name, c := range map[string]struct {
		before, after []publishedPort
		same          bool
	}{
		"same order":           {[]publishedPort{web, admin}, []publishedPort{web, admin}, true},
		"other order":          {[]publishedPort{web, admin}, []publishedPort{admin, web}, true},
		"order of protocols":   {[]publishedPort{web, webOverUDP}, []publishedPort{webOverUDP, web}, true},
		"other external port":  {[]publishedPort{web, admin}, []publishedPort{admin, webElsewhere}, false},
		"one more":             {[]publishedPort{web}, []publishedPort{web, admin}, false},
		"none before":          {nil, []publishedPort{web}, false},
		"internal port, twice": {[]publishedPort{web, webElsewhere}, []publishedPort{web, webElsewhere}, false},
	} {
		if got := equalPorts(c.before, c.after); got != c.same {
			t.Errorf("%s: equalPorts = %v", name, got)
		}
	}
}

func TestPortsReadBackAreOrderedByInternalPort(t *testing.T) {
	_, bindings := portBindings([]publishedPort{
		{internal: 443, external: 8443, ip: "127.0.0.1", protocol: "tcp"},
		{internal: 53, external: 5353, ip: "0.0.0.0", protocol: "udp"},
		{internal: 53, external: 5354, ip: "0.0.0.0", protocol: "tcp"},
	})
	want := []any{
		map[string]any{"internal": 53, "external": 5354, "ip": "0.0.0.0", "protocol": "tcp"},
		map[string]any{"internal": 53, "external": 5353, "ip": "0.0.0.0", "protocol": "udp"},
		map[string]any{"internal": 443, "external": 8443, "ip": "127.0.0.1", "protocol": "tcp"},
	}
	if got := portBlocks(bindings); !reflect.DeepEqual(got, want) {
		t.Errorf("portBlocks = %v, want %v", got, want)
	}
}
