package main

import "testing"

func TestTheSchemaIsSound(t *testing.T) {
	if err := newProvider().InternalValidate(); err != nil {
		t.Fatal(err)
	}
}

func TestHostsThatAreNotSupportedAreRefusedBeforeAnyConnection(t *testing.T) {
	for host, supported := range map[string]bool{
		"unix:///var/run/docker.sock": true,
		"tcp://127.0.0.1:2375":        true,
		"ssh://user@host":             false,
		"/var/run/docker.sock":        false,
		"unix://":                     false,
	} {
		if err := checkHost(host); (err == nil) != supported {
			t.Errorf("checkHost(%q) = %v", host, err)
		}
	}
}

func TestDurationsAreGoDurationsAndNotNegative(t *testing.T) {
	for text, allowed := range map[string]bool{
		"0": true, "0s": true, "1.5s": true, "1m30s": true, "500ms": true,
		"": false, "5": false, "-1s": false, "soon": false,
	} {
		if err := checkDuration(text); (err == nil) != allowed {
			t.Errorf("checkDuration(%q) = %v", text, err)
		}
	}
}
