package main

import (
	"context"
	"fmt"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/client"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func createContainer(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	c := newContainer{meta: meta, cli: cli, d: d, name: d.Get("name").(string)}
	for _, step := range []func(context.Context) error{
		c.create, c.joinNetworks, c.upload, c.start, c.waitUntilHealthy, c.attach,
	} {
		if err := step(ctx); err != nil {
			return diag.FromErr(err)
		}
	}
	return readCreatedContainer(ctx, d, cli)
}

// newContainer is one container on its way from configuration to running. Its
// ID is in the state from the first step on, so that a later failure leaves a
// tainted resource and not a stray container.
type newContainer struct {
	meta any
	cli  *client.Client
	d    *schema.ResourceData
	name string
}

func (c newContainer) create(ctx context.Context) error {
	image := c.d.Get("image").(string)
	if _, err := findOrPullImage(ctx, c.meta, image, ""); err != nil {
		return fmt.Errorf("cannot create container %s: %w", c.name, err)
	}
	config, err := containerConfig(c.d, image)
	if err != nil {
		return fmt.Errorf("cannot create container %s: %w", c.name, err)
	}
	if err := checkVolumeOptions(c.d, c.cli.ClientVersion()); err != nil {
		return fmt.Errorf("cannot create container %s: %w", c.name, err)
	}
	host := hostConfig(c.d)
	created, err := c.cli.ContainerCreate(ctx, config, host, &network.NetworkingConfig{}, nil, c.name)
	if err != nil {
		return fmt.Errorf("cannot create container %s: %w", c.name, err)
	}
	c.d.SetId(created.ID)
	return nil
}

// joinNetworks leaves the default bridge first: a container that names its
// networks is reachable in these only.
func (c newContainer) joinNetworks(ctx context.Context) error {
	networks := blocks(c.d.Get("networks_advanced"))
	if len(networks) == 0 {
		return nil
	}
	if mode := c.d.Get("network_mode").(string); mode == "bridge" || mode == "default" || mode == "" {
		if err := c.cli.NetworkDisconnect(ctx, "bridge", c.d.Id(), false); err != nil {
			return fmt.Errorf("cannot take container %s off the default bridge: %w", c.name, err)
		}
	}
	for _, block := range networks {
		name := member[string](block, "name")
		if err := c.cli.NetworkConnect(ctx, name, c.d.Id(), endpoint(block)); err != nil {
			return fmt.Errorf("cannot connect container %s to network %s: %w", c.name, name, err)
		}
	}
	return nil
}

func endpoint(block map[string]any) *network.EndpointSettings {
	settings := &network.EndpointSettings{MacAddress: member[string](block, "mac_address")}
	if aliases, ok := block["aliases"]; ok {
		settings.Aliases = stringSet(aliases)
	}
	v4, v6 := member[string](block, "ipv4_address"), member[string](block, "ipv6_address")
	if v4 != "" || v6 != "" {
		settings.IPAMConfig = &network.EndpointIPAMConfig{IPv4Address: v4, IPv6Address: v6}
	}
	return settings
}

func (c newContainer) start(ctx context.Context) error {
	if !c.d.Get("start").(bool) {
		return nil
	}
	if err := c.cli.ContainerStart(ctx, c.d.Id(), container.StartOptions{}); err != nil {
		return fmt.Errorf("cannot start container %s: %w", c.name, err)
	}
	return nil
}
