package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// tagResource is a name that is given once: as with the real provider it is
// never looked at again, and it stays when the resource is destroyed.
func tagResource() *schema.Resource {
	nothing := func(context.Context, *schema.ResourceData, any) diag.Diagnostics { return nil }
	return &schema.Resource{
		Description:   "A further name of an image on the Docker Engine.",
		CreateContext: createTag,
		ReadContext:   nothing,
		DeleteContext: nothing,
		Schema: map[string]*schema.Schema{
			"source_image":    text("Name or ID of the image.", required, replaces),
			"target_image":    text("Further name of the image.", required, replaces),
			"tag_triggers":    textSet("Values whose change gives the name again.", replaces),
			"source_image_id": text("ID of the image.", result),
		},
	}
}

func createTag(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	source, target := d.Get("source_image").(string), d.Get("target_image").(string)
	if err := cli.ImageTag(ctx, source, target); err != nil {
		return diag.FromErr(fmt.Errorf("cannot give image %s the name %s: %w; the image must be on the Engine", source, target, err))
	}
	info, err := cli.ImageInspect(ctx, source)
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot read image %s: %w", source, err))
	}
	d.SetId(source + "." + target)
	return diag.FromErr(store(d, map[string]any{"source_image_id": info.ID}))
}
