// Package describe reads what `git describe --always --dirty` says.
package describe

import (
	"regexp"
	"strconv"
	"strings"
)

// Description is a place in the history of a source.
type Description struct {
	// Tag is the last one before that place; empty when there is none.
	Tag string `json:"tag"`
	// Commits is how many there are after the tag.
	Commits int `json:"commits"`
	// Commit is its abbreviated name; empty at the tag itself.
	Commit string `json:"commit"`
	// Dirty says that files were changed and not committed.
	Dirty bool `json:"dirty"`
}

// Released says whether exactly that source has a name of its own.
func (d Description) Released() bool {
	return d.Tag != "" && d.Commits == 0 && !d.Dirty
}

// String is what Parse reads.
func (d Description) String() string {
	text := d.Tag
	switch {
	case d.Tag == "":
		text = d.Commit
	case d.Commits > 0:
		text += "-" + strconv.Itoa(d.Commits) + "-g" + d.Commit
	}
	if d.Dirty {
		text += "-dirty"
	}
	return text
}

var (
	after  = regexp.MustCompile(`^(.+)-([1-9][0-9]*)-g([0-9a-f]{4,64})$`)
	commit = regexp.MustCompile(`^[0-9a-f]{4,64}$`)
)

// Parse understands every text: what is no commit is the name of a tag.
func Parse(text string) Description {
	clean, dirty := strings.CutSuffix(text, "-dirty")
	if found := after.FindStringSubmatch(clean); found != nil {
		// A number that is too big is no count, and part of a strange tag.
		if commits, err := strconv.Atoi(found[2]); err == nil {
			return Description{Tag: found[1], Commits: commits, Commit: found[3], Dirty: dirty}
		}
	}
	if commit.MatchString(clean) {
		return Description{Commit: clean, Dirty: dirty}
	}
	return Description{Tag: clean, Dirty: dirty}
}
