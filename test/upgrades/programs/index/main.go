// Command index needs C code for SQLite.
package main

import (
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

func main() {
	_, _ = sql.Open("sqlite3", "/var/lib/index/index.db")
}
