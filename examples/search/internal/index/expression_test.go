package index

import (
	"errors"
	"strings"
	"testing"
)

func TestQuotesWords(t *testing.T) {
	for text, wanted := range map[string]string{
		"go":                       `"go"`,
		" two  words\t":            `"two" "words"`,
		`a" OR title:b* NEAR(c)`:   `"a" "OR" "title" "b" "NEAR" "c"`,
		"nul\x00byte \xff invalid": `"nul" "byte" "invalid"`,
		"Füße 北京 cafe\u0301 ½":     "\"Füße\" \"北京\" \"cafe\u0301\" \"½\"",
	} {
		if found, err := expression(text); err != nil || found != wanted {
			t.Errorf("%q: %s and error %v, not %s", text, found, err, wanted)
		}
	}
}

func TestRefusesWhatCannotBeSearched(t *testing.T) {
	for _, text := range []string{"", " ", `"*"`, strings.Repeat("a ", mostWords+1)} {
		if _, err := expression(text); !errors.Is(err, ErrQuery) {
			t.Errorf("%q: error %v", text, err)
		}
	}
}
