package main

import (
	"context"
	"fmt"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/client"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

// removalTimeout bounds the wait for a removal that the Engine does by itself.
const removalTimeout = 30 * time.Second

// updateContainer carries out the few edits that an Engine can make in place.
// Other edits that replace nothing are accepted and have no effect, as with
// the real provider. Nothing is read back either: the next refresh shows them.
func updateContainer(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	if d.HasChanges("restart", "max_retry_count", "cpu_shares", "memory", "memory_reservation", "cpu_set", "memory_swap") {
		_, err := cli.ContainerUpdate(ctx, d.Id(), container.UpdateConfig{
			Resources:     resources(d),
			RestartPolicy: restartPolicy(d),
		})
		if err != nil {
			return diag.FromErr(fmt.Errorf("cannot update container %s: %w", d.Get("name"), err))
		}
	}
	return nil
}

func deleteContainer(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	return diag.FromErr(removeContainer(ctx, d, cli))
}

func removeContainer(ctx context.Context, d *schema.ResourceData, cli *client.Client) error {
	name := d.Get("name").(string)
	grace := d.Get("destroy_grace_seconds").(int)
	err := cli.ContainerStop(ctx, d.Id(), container.StopOptions{Timeout: &grace})
	if err != nil && !errdefs.IsNotFound(err) {
		return fmt.Errorf("cannot stop container %s: %w", name, err)
	}
	err = cli.ContainerRemove(ctx, d.Id(), container.RemoveOptions{
		RemoveVolumes: d.Get("remove_volumes").(bool),
		Force:         true,
	})
	// With rm the Engine may have begun the removal itself.
	if err != nil && !errdefs.IsNotFound(err) && !errdefs.IsConflict(err) {
		return fmt.Errorf("cannot remove container %s: %w", name, err)
	}
	return awaitRemoval(ctx, d, cli, err)
}

func awaitRemoval(ctx context.Context, d *schema.ResourceData, cli *client.Client, refused error) error {
	deadline := time.Now().Add(removalTimeout)
	for {
		info, err := inspectContainer(ctx, cli, d.Id())
		if info == nil || err != nil {
			return err
		}
		if time.Now().After(deadline) {
			if refused == nil {
				refused = fmt.Errorf("it is still there after %s", removalTimeout)
			}
			return fmt.Errorf("cannot remove container %s: %w", d.Get("name"), refused)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}
