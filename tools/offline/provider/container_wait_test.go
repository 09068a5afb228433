package main

import "testing"

func TestTheOutputIsStoredAsTextWithPlainLineEnds(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                    "",
		"one\r\ntwo\r\n":                      "one\ntwo\n",
		"no end":                              "no end\n",
		"\x01\x00\x00\x00\x00\x00\x00\x03a\n": "\x01\x00\x00\x00\x00\x00\x00\x03a\n",
		"\x01\x00\x00\x00\x00\x00\x00\xaba\n": "\x01\x00\x00\x00\x00\x00\x00\uFFFDa\n",
	} {
		if got := outputText([]byte(raw)); got != want {
			t.Errorf("outputText(%q) = %q, want %q", raw, got, want)
		}
	}
}
