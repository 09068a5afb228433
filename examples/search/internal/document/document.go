// Package document says what is searched.
package document

// Document is one row of the source, and one of the index.
type Document struct {
	ID    int64
	Title string
	Body  string
}
