package main

import "testing"

const head = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_fqdn\n"

func TestServersWithAnAddressComeFirstInTheirBackend(t *testing.T) {
	is := inFront(head +
		"4 web 1 web-1 - 0 web\n" +
		"4 web 2 web-2 10.0.0.4 2 web\n" +
		"4 web 3 web-3 - 0 web\n" +
		"4 web 4 web-4 10.0.0.3 1 web\n" +
		"5 api 1 api-1 10.0.0.9 2 api\n\n")
	want := head +
		"4 web 1 web-1 10.0.0.4 2 web\n" +
		"4 web 2 web-2 10.0.0.3 1 web\n" +
		"4 web 3 web-3 - 0 web\n" +
		"4 web 4 web-4 - 0 web\n" +
		"5 api 1 api-1 10.0.0.9 2 api\n\n"
	if is != want {
		t.Errorf("is:\n%swant:\n%s", is, want)
	}
}

func TestLeavesTablesAloneThatItDoesNotKnow(t *testing.T) {
	for _, table := range []string{
		"", "\n", "1", head, "2\n# another table\n4 web 1 web-1 -\n4 web 2 web-2 10.0.0.4\n", "1\nshort line\n",
		"Can't find backend.\n",
	} {
		if is := inFront(table); is != table {
			t.Errorf("%q became %q", table, is)
		}
	}
}
