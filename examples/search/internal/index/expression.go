package index

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// ErrQuery is a text that cannot be searched for.
var ErrQuery = errors.New("no query")

// mostWords keeps one request from costing as much as many.
const mostWords = 32

// expression quotes the words of a text: what people type is no expression of FTS5, and must not become one.
func expression(text string) (string, error) {
	words := strings.FieldsFunc(text, func(letter rune) bool {
		return !unicode.IsLetter(letter) && !unicode.IsNumber(letter) && !unicode.IsMark(letter)
	})
	if len(words) == 0 {
		return "", fmt.Errorf("%w: there is no word in it", ErrQuery)
	}
	if len(words) > mostWords {
		return "", fmt.Errorf("%w: it has %d words, %d are allowed", ErrQuery, len(words), mostWords)
	}
	return `"` + strings.Join(words, `" "`) + `"`, nil
}
