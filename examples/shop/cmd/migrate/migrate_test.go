package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadsItsMigrationsInOrder(t *testing.T) {
	all, err := embedded()
	if err != nil || len(all) == 0 {
		t.Fatalf("%d migrations, error %v", len(all), err)
	}
	for index, each := range all {
		if each.version != index+1 || each.sql == "" {
			t.Errorf("migration %d is %+v", index+1, each)
		}
	}
}

func TestOrdersByNumberAndNotByName(t *testing.T) {
	all, err := read(fstest.MapFS{"migrations/10_b.sql": {Data: []byte("b")}, "migrations/9_a.sql": {Data: []byte("a")}})
	if err != nil || len(all) != 2 || all[0].name != "9_a" || all[1].name != "10_b" {
		t.Errorf("%+v, error %v", all, err)
	}
}

func TestRefusesMigrationsWithoutANumberOfTheirOwn(t *testing.T) {
	for says, files := range map[string]fstest.MapFS{
		"does not begin with its number": {"migrations/stock.sql": {}},
		"have the same number":           {"migrations/1_a.sql": {}, "migrations/01_b.sql": {}},
	} {
		if _, err := read(files); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, not %q", err, says)
		}
	}
}
