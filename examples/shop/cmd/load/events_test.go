package main

import (
	"strings"
	"testing"
)

func TestTellsAGoodbyeFromACut(t *testing.T) {
	const tick = "event: tick\ndata: 1\n\n"
	for _, each := range []struct{ stream, class string }{
		{tick + "event: goodbye\ndata: \n\n", ""},
		{"event: goodbye\ndata: \n\n", ""},
		{tick, classNoGoodbye},
		{"", classNoGoodbye},
		{tick + "event: goodbye\n", classNoGoodbye},
		{tick + "event: tick\ndata: 3\n\n", classWrong},
		{"event: tick\ndata: 2\n\n", classWrong},
	} {
		err := follow(strings.NewReader(each.stream), func() {})
		if class := ""; err != nil {
			if class = classOf(err); class != each.class {
				t.Errorf("%q: %v", each.stream, err)
			}
		} else if each.class != "" {
			t.Errorf("%q is taken for a goodbye", each.stream)
		}
	}
}
