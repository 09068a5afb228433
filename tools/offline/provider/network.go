package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/network"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func networkResource() *schema.Resource {
	return &schema.Resource{
		Description:   "A network on the Docker Engine.",
		SchemaVersion: 1,
		CreateContext: createNetwork,
		ReadContext:   readNetwork,
		DeleteContext: deleteNetwork,
		Schema: map[string]*schema.Schema{
			"name":         text("Name of the network.", required, replaces),
			"driver":       text("Network driver; the Engine's default is bridge.", replaces, filledIn),
			"internal":     flag("Give the network no way out.", replaces, filledIn),
			"attachable":   flag("Let containers join a swarm network.", replaces),
			"ingress":      flag("Make this the swarm's routing mesh.", replaces),
			"ipv6":         flag("Give the network IPv6 addresses.", replaces),
			"options":      textMap("Options of the network driver.", replaces, filledIn),
			"labels":       blockSet("Labels of the network.", labelMembers(), replaces),
			"ipam_driver":  text("Driver that hands out addresses.", replaces, otherwise("default")),
			"ipam_options": textMap("Options of the address driver.", replaces),
			"ipam_config": blockSet("Address ranges.", map[string]*schema.Schema{
				"subnet":      text("Subnet in CIDR form.", replaces),
				"ip_range":    text("Part of the subnet that containers get addresses from.", replaces),
				"gateway":     text("Address of the gateway.", replaces),
				"aux_address": textMap("Addresses that are kept free.", replaces),
			}, replaces, filledIn),
			"scope": text("Scope of the network.", result),
		},
	}
}

func createNetwork(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	name := d.Get("name").(string)
	options := network.CreateOptions{
		Driver:     d.Get("driver").(string),
		Internal:   d.Get("internal").(bool),
		Attachable: d.Get("attachable").(bool),
		Ingress:    d.Get("ingress").(bool),
		EnableIPv6: ptr(d.Get("ipv6").(bool)),
		Options:    stringMap(d.Get("options")),
		Labels:     labelsFrom(d.Get("labels")),
		IPAM: &network.IPAM{
			Driver:  d.Get("ipam_driver").(string),
			Options: stringMap(d.Get("ipam_options")),
			Config:  addressRanges(d),
		},
	}
	created, err := cli.NetworkCreate(ctx, name, options)
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot create network %s: %w", name, err))
	}
	d.SetId(created.ID)
	return readNetwork(ctx, d, meta)
}

func addressRanges(d *schema.ResourceData) []network.IPAMConfig {
	var out []network.IPAMConfig
	for _, block := range blocks(d.Get("ipam_config")) {
		addresses := network.IPAMConfig{
			Subnet:  member[string](block, "subnet"),
			IPRange: member[string](block, "ip_range"),
			Gateway: member[string](block, "gateway"),
		}
		if kept := member[map[string]any](block, "aux_address"); len(kept) > 0 {
			addresses.AuxAddress = stringMap(kept)
		}
		out = append(out, addresses)
	}
	return out
}

func readNetwork(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	info, err := cli.NetworkInspect(ctx, d.Id(), network.InspectOptions{})
	if errdefs.IsNotFound(err) {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot read network %s: %w", d.Get("name"), err))
	}
	var ranges []any
	for _, addresses := range info.IPAM.Config {
		ranges = append(ranges, map[string]any{
			"subnet": addresses.Subnet, "ip_range": addresses.IPRange,
			"gateway": addresses.Gateway, "aux_address": addresses.AuxAddress,
		})
	}
	return diag.FromErr(store(d, map[string]any{
		"name": info.Name, "driver": info.Driver, "internal": info.Internal, "attachable": info.Attachable,
		"ingress": info.Ingress, "ipv6": info.EnableIPv6, "options": info.Options, "scope": info.Scope,
		"labels": labelBlocks(info.Labels), "ipam_driver": info.IPAM.Driver, "ipam_options": info.IPAM.Options, "ipam_config": ranges,
	}))
}

// deleteNetwork waits for endpoints of containers that are just being removed.
func deleteNetwork(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	err = retryWhile(ctx, func(err error) bool { return strings.Contains(err.Error(), "has active endpoints") }, func() error {
		return cli.NetworkRemove(ctx, d.Id())
	})
	if err != nil && !errdefs.IsNotFound(err) {
		return diag.FromErr(fmt.Errorf("cannot remove network %s: %w", d.Get("name"), err))
	}
	return nil
}

// retryWhile repeats for as long as the failure is one that passes by itself.
func retryWhile(ctx context.Context, passing func(error) bool, action func() error) error {
	deadline := time.Now().Add(removalTimeout)
	for {
		err := action()
		if err == nil || !passing(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(500 * time.Millisecond):
		}
	}
}
