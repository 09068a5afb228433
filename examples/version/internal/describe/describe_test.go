package describe

import (
	"strconv"
	"strings"
	"testing"
)

func TestReadsWhatGitSays(t *testing.T) {
	for text, wanted := range map[string]Description{
		"v1.2.3":                           {Tag: "v1.2.3"},
		"v1.2.3-dirty":                     {Tag: "v1.2.3", Dirty: true},
		"v1.2.3-4-gabcdef0":                {Tag: "v1.2.3", Commits: 4, Commit: "abcdef0"},
		"v1.2.3-rc-1-4-gabcdef0-dirty":     {Tag: "v1.2.3-rc-1", Commits: 4, Commit: "abcdef0", Dirty: true},
		"abcdef0":                          {Commit: "abcdef0"},
		"abcdef0-dirty":                    {Commit: "abcdef0", Dirty: true},
		"v1-99999999999999999999-gabcdef0": {Tag: "v1-99999999999999999999-gabcdef0"},
	} {
		if found := Parse(text); found != wanted {
			t.Errorf("%s: %+v, not %+v", text, found, wanted)
		}
	}
}

func TestOnlyACleanTagIsReleased(t *testing.T) {
	for text, wanted := range map[string]bool{
		"v1.2.3":            true,
		"v1.2.3-dirty":      false,
		"v1.2.3-4-gabcdef0": false,
		"abcdef0":           false,
	} {
		if Parse(text).Released() != wanted {
			t.Errorf("%s: released is not %t", text, wanted)
		}
	}
}

// Takes long with the race detector: the test that a gate makes shorter with -short.
func TestWritesWhatItReads(t *testing.T) {
	most := 100_000
	if testing.Short() {
		most = 500
	}
	for commits := range most {
		for _, tag := range []string{"", "v1.2.3", "release-7"} {
			for _, dirty := range []bool{false, true} {
				wanted := Description{Tag: tag, Commits: commits, Commit: name(commits), Dirty: dirty}
				if tag == "" {
					wanted.Commits = 0
				} else if commits == 0 {
					wanted.Commit = ""
				}
				if found := Parse(wanted.String()); found != wanted {
					t.Fatalf("%s: %+v, not %+v", wanted, found, wanted)
				}
			}
		}
	}
}

// name is a commit's name of seven digits.
func name(number int) string {
	digits := strconv.FormatInt(int64(number), 16)
	return strings.Repeat("a", 7-len(digits)) + digits
}
