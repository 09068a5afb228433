package main

import (
	"context"
	"fmt"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/volume"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func volumeResource() *schema.Resource {
	return &schema.Resource{
		Description:   "A volume on the Docker Engine.",
		SchemaVersion: 1,
		CreateContext: createVolume,
		ReadContext:   readVolume,
		DeleteContext: deleteVolume,
		Schema: map[string]*schema.Schema{
			"name":        text("Name of the volume; unset lets the Engine choose.", replaces, filledIn),
			"driver":      text("Volume driver.", replaces, filledIn),
			"driver_opts": textMap("Options of the volume driver.", replaces),
			"labels":      blockSet("Labels of the volume.", labelMembers(), replaces),
			"mountpoint":  text("Directory of the volume on the host.", result),
		},
	}
}

// createVolume adopts a volume of that name that exists already: the Engine
// makes no difference.
func createVolume(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	created, err := cli.VolumeCreate(ctx, volume.CreateOptions{
		Name:       d.Get("name").(string),
		Driver:     d.Get("driver").(string),
		DriverOpts: stringMap(d.Get("driver_opts")),
		Labels:     labelsFrom(d.Get("labels")),
	})
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot create volume %s: %w", d.Get("name"), err))
	}
	d.SetId(created.Name)
	return readVolume(ctx, d, meta)
}

func readVolume(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	info, err := cli.VolumeInspect(ctx, d.Id())
	if errdefs.IsNotFound(err) {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot read volume %s: %w", d.Id(), err))
	}
	return diag.FromErr(store(d, map[string]any{
		"name": info.Name, "driver": info.Driver, "driver_opts": info.Options,
		"labels": labelBlocks(info.Labels), "mountpoint": info.Mountpoint,
	}))
}

func deleteVolume(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	err = retryWhile(ctx, errdefs.IsConflict, func() error { return cli.VolumeRemove(ctx, d.Id(), true) })
	if err != nil && !errdefs.IsNotFound(err) {
		return diag.FromErr(fmt.Errorf("cannot remove volume %s: %w", d.Id(), err))
	}
	return nil
}
