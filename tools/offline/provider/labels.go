package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// labelMembers is the block that this provider's resources share.
func labelMembers() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"label": text("Name of the label.", required, replaces),
		"value": text("Value of the label.", required, replaces),
	}
}

func labelsFrom(set any) map[string]string {
	labels := map[string]string{}
	for _, element := range set.(*schema.Set).List() {
		label := element.(map[string]any)
		labels[label["label"].(string)] = label["value"].(string)
	}
	return labels
}

func labelBlocks(labels map[string]string) []any {
	blocks := make([]any, 0, len(labels))
	for label, value := range labels {
		blocks = append(blocks, map[string]any{"label": label, "value": value})
	}
	return blocks
}
