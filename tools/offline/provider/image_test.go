package main

import (
	"strings"
	"testing"
)

func TestTheEnginesFailureIsTheErrorOfABuild(t *testing.T) {
	for name, c := range map[string]struct{ stream, want string }{
		"success":      {`{"id":"moby.image.id","aux":{"ID":"sha256:1"}}` + "\n" + `{"stream":"done"}`, ""},
		"detail":       {`{"stream":"x"}{"errorDetail":{"message":"exit code: 1"},"error":"short"}`, "exit code: 1"},
		"no detail":    {`{"error":"short"}`, "short"},
		"broken off":   {`{"stream":"x`, "broke off"},
		"empty stream": {``, ""},
	} {
		err := engineError(strings.NewReader(c.stream))
		if (err == nil) != (c.want == "") || (err != nil && !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: engineError = %v, want %q", name, err, c.want)
		}
	}
}

func TestTheRepositoryDigestIsTheFirstThatBeginsLikeTheName(t *testing.T) {
	digest := "@sha256:" + strings.Repeat("a", 64)
	pushed := []string{"other" + digest, "example.test/app" + digest, "localhost:5000/app" + digest}
	for name, c := range map[string]struct {
		digests []string
		want    string
	}{
		"example.test/app:1":   {pushed, "example.test/app" + digest},
		"localhost:5000/x:1":   {pushed, "localhost:5000/app" + digest},
		"pushed-under-another": {pushed, "other" + digest},
		"never-pushed":         {nil, ""},
	} {
		if got := repositoryDigest(name, c.digests); got != c.want {
			t.Errorf("repositoryDigest(%q) = %q, want %q", name, got, c.want)
		}
	}
}

func TestABuildSecretHasExactlyOneSource(t *testing.T) {
	t.Setenv("KIT_TEST_SECRET", "value")
	file := contextWith(t, map[string]string{"secret": "from file"}) + "/secret"
	for name, c := range map[string]struct {
		src, env, want string
	}{
		"variable":       {"", "KIT_TEST_SECRET", "value"},
		"file":           {file, "", "from file"},
		"both":           {file, "KIT_TEST_SECRET", ""},
		"neither":        {"", "", ""},
		"unset variable": {"", "KIT_TEST_SECRET_THAT_IS_NOT_SET", ""},
		"missing file":   {file + "s", "", ""},
	} {
		got, err := readSecrets([]map[string]any{{"id": "s", "src": c.src, "env": c.env}})
		if (err == nil) != (c.want != "") || string(got["s"]) != c.want {
			t.Errorf("%s: readSecrets = %q, %v", name, got["s"], err)
		}
	}
}
