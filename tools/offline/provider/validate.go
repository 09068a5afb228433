package main

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"time"

	"github.com/hashicorp/go-cty/cty"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// check turns a plain rule into the SDK's form; the SDK adds the place.
func check[T any](rule func(T) error) schema.SchemaValidateDiagFunc {
	return func(v any, at cty.Path) diag.Diagnostics {
		if err := rule(v.(T)); err != nil {
			return diag.Diagnostics{{Severity: diag.Error, Summary: err.Error(), AttributePath: at}}
		}
		return nil
	}
}

func atLeast(least int) trait {
	return valid(check(func(v int) error {
		if v < least {
			return fmt.Errorf("%d is too low: use %d or more", v, least)
		}
		return nil
	}))
}

func matching(pattern, allowed string) trait {
	expression := regexp.MustCompile(pattern)
	return valid(check(func(v string) error {
		if !expression.MatchString(v) {
			return fmt.Errorf("%q is not allowed: use %s", v, allowed)
		}
		return nil
	}))
}

func absoluteHostPath() trait {
	return matching(`^(/|[a-zA-Z]:\\)`, "an absolute path")
}

func duration() trait { return valid(check(checkDuration)) }

func checkDuration(v string) error {
	d, err := time.ParseDuration(v)
	if err != nil {
		return fmt.Errorf("%q is not a duration: use a number with a unit, such as 500ms, 5s or 1m30s", v)
	}
	if d < 0 {
		return fmt.Errorf("%q is negative: use 0s or more", v)
	}
	return nil
}

func base64Text() trait {
	return valid(check(func(v string) error {
		if _, err := base64.StdEncoding.DecodeString(v); err != nil {
			return fmt.Errorf("content_base64 is not standard base64: %s; use Terraform's base64encode or filebase64", err)
		}
		return nil
	}))
}
