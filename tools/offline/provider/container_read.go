package main

import (
	"context"
	"fmt"
	"sort"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/client"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// readContainer removes a container that must run and does not, during a plan
// too: this is what 3.x does, so the plan shows a create and not a repair.
func readContainer(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	info, err := inspectContainer(ctx, cli, d.Id())
	if err != nil {
		return diag.FromErr(err)
	}
	if info == nil {
		d.SetId("")
		return nil
	}
	if d.Get("must_run").(bool) && !info.State.Running {
		if err := removeContainer(ctx, d, cli); err != nil {
			return diag.FromErr(err)
		}
		d.SetId("")
		return nil
	}
	return diag.FromErr(storeContainer(d, info))
}

// settleTime is how long a started process is watched: one that cannot run at
// all ends within it, and one with rm is gone.
const settleTime = 200 * time.Millisecond

// readCreatedContainer ends a creation. A container that must run and has
// ended already is removed, and the creation has failed.
func readCreatedContainer(ctx context.Context, d *schema.ResourceData, cli *client.Client) diag.Diagnostics {
	name := d.Get("name").(string)
	limit := time.Duration(d.Get("container_read_refresh_timeout_milliseconds").(int)) * time.Millisecond
	deadline := time.Now().Add(limit)
	pause := time.Duration(0)
	if d.Get("start").(bool) {
		pause = settleTime
	}
	for {
		select {
		case <-ctx.Done():
			return diag.FromErr(ctx.Err())
		case <-time.After(pause):
		}
		pause = 100 * time.Millisecond
		info, err := inspectContainer(ctx, cli, d.Id())
		if err != nil {
			return diag.FromErr(err)
		}
		if info == nil {
			d.SetId("")
			return diag.Errorf("container %s ended at once and the Engine has removed it (rm is %t); a container that is to end needs must_run = false and rm = false", name, d.Get("rm"))
		}
		if !d.Get("must_run").(bool) || info.State.Running {
			return diag.FromErr(storeContainer(d, info))
		}
		if ended := info.State.Status == container.StateExited || info.State.Status == container.StateDead; ended || !d.Get("start").(bool) || time.Now().After(deadline) {
			if err := removeContainer(ctx, d, cli); err != nil {
				return diag.FromErr(err)
			}
			d.SetId("")
			if !d.Get("start").(bool) {
				return diag.Errorf("container %s must run but start is false: set must_run to false too", name)
			}
			return diag.Errorf("container %s ended at once with exit code %d and was removed; to keep it and read `docker logs %s`, set must_run to false", name, info.State.ExitCode, name)
		}
	}
}

// inspectContainer gives nil for a container that is gone.
func inspectContainer(ctx context.Context, cli *client.Client, id string) (*container.InspectResponse, error) {
	info, err := cli.ContainerInspect(ctx, id)
	if errdefs.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read container %s: %w", id, err)
	}
	return &info, nil
}

func networkBlocks(settings *container.NetworkSettings) []any {
	if settings == nil {
		return nil
	}
	var names []string
	for name := range settings.Networks {
		names = append(names, name)
	}
	sort.Strings(names)
	var out []any
	for _, name := range names {
		n := settings.Networks[name]
		out = append(out, map[string]any{
			"network_name":              name,
			"ip_address":                n.IPAddress,
			"ip_prefix_length":          n.IPPrefixLen,
			"gateway":                   n.Gateway,
			"global_ipv6_address":       n.GlobalIPv6Address,
			"global_ipv6_prefix_length": n.GlobalIPv6PrefixLen,
			"ipv6_gateway":              n.IPv6Gateway,
			"mac_address":               n.MacAddress,
		})
	}
	return out
}
