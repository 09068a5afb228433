package main

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

// The words below keep the schemas readable: attribute(type, traits...) is
// Optional unless a trait says otherwise.

type trait func(*schema.Schema)

func attribute(t schema.ValueType, description string, traits ...trait) *schema.Schema {
	s := &schema.Schema{Type: t, Optional: true, Description: description}
	for _, apply := range traits {
		apply(s)
	}
	return s
}

func text(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeString, description, traits...)
}

func number(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeInt, description, traits...)
}

func flag(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeBool, description, traits...)
}

func textList(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeList, description, append(traits, of(schema.TypeString))...)
}

func textSet(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeSet, description, append(traits, of(schema.TypeString))...)
}

func textMap(description string, traits ...trait) *schema.Schema {
	return attribute(schema.TypeMap, description, append(traits, of(schema.TypeString))...)
}

func blockSet(description string, members map[string]*schema.Schema, traits ...trait) *schema.Schema {
	return attribute(schema.TypeSet, description, append(traits, holding(members))...)
}

func blockList(description string, members map[string]*schema.Schema, traits ...trait) *schema.Schema {
	return attribute(schema.TypeList, description, append(traits, holding(members))...)
}

func of(t schema.ValueType) trait {
	return func(s *schema.Schema) { s.Elem = &schema.Schema{Type: t} }
}

func holding(members map[string]*schema.Schema) trait {
	return func(s *schema.Schema) { s.Elem = &schema.Resource{Schema: members} }
}

func required(s *schema.Schema) { s.Required, s.Optional = true, false }

// replaces marks an argument whose change replaces the resource.
func replaces(s *schema.Schema) { s.ForceNew = true }

// filledIn marks an argument that the Engine decides when it is not set.
func filledIn(s *schema.Schema) { s.Computed = true }

// result marks an attribute that is only ever read.
func result(s *schema.Schema) { s.Computed, s.Optional = true, false }

// secret keeps a value out of what Terraform prints.
func secret(s *schema.Schema) { s.Sensitive = true }

func fromEnvironment(name, fallback string) trait {
	return func(s *schema.Schema) { s.DefaultFunc = schema.EnvDefaultFunc(name, fallback) }
}

func single(s *schema.Schema) { s.MaxItems = 1 }

func otherwise(value any) trait {
	return func(s *schema.Schema) { s.Default = value }
}

func valid(check schema.SchemaValidateDiagFunc) trait {
	return func(s *schema.Schema) { s.ValidateDiagFunc = check }
}

func suppress(same schema.SchemaDiffSuppressFunc) trait {
	return func(s *schema.Schema) { s.DiffSuppressFunc = same }
}
