package main

import (
	"errors"
	"fmt"
	"sort"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func stringMap(v any) map[string]string {
	out := map[string]string{}
	for key, value := range v.(map[string]any) {
		out[key] = value.(string)
	}
	return out
}

// stringList keeps order. Terraform gives nil for an empty string in a list,
// which no process could tell from a missing argument.
func stringList(name string, v any) ([]string, error) {
	var out []string
	for i, element := range v.([]any) {
		s, ok := element.(string)
		if !ok {
			return nil, fmt.Errorf("%s has an empty element at index %d: leave it out", name, i)
		}
		out = append(out, s)
	}
	return out, nil
}

// stringSet is sorted, so that the same configuration always sends the same
// request.
func stringSet(v any) []string {
	var out []string
	for _, element := range v.(*schema.Set).List() {
		if s, ok := element.(string); ok {
			out = append(out, s)
		}
	}
	sort.Strings(out)
	return out
}

func blocks(v any) []map[string]any {
	elements, ok := v.([]any)
	if !ok {
		elements = v.(*schema.Set).List()
	}
	var out []map[string]any
	for _, element := range elements {
		if block, ok := element.(map[string]any); ok {
			out = append(out, block)
		} else {
			out = append(out, map[string]any{})
		}
	}
	return out
}

// member reads a member of a block that may be empty.
func member[T any](block map[string]any, name string) T {
	value, _ := block[name].(T)
	return value
}

// store writes attributes and stops at the first that the schema refuses.
func store(d *schema.ResourceData, values map[string]any) error {
	var failed []error
	for name, value := range values {
		if err := d.Set(name, value); err != nil {
			failed = append(failed, fmt.Errorf("cannot store %s: %w", name, err))
		}
	}
	return errors.Join(failed...)
}
