package main

import (
	"context"
	"fmt"

	"github.com/docker/docker/api/types/image"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func registryImageResource() *schema.Resource {
	return &schema.Resource{
		Description:   "An image in a registry, pushed from the Docker Engine.",
		CreateContext: createRegistryImage,
		ReadContext:   readRegistryImage,
		UpdateContext: readRegistryImage,
		DeleteContext: deleteRegistryImage,
		Timeouts: &schema.ResourceTimeout{
			Create: schema.DefaultTimeout(imageTimeout),
			Update: schema.DefaultTimeout(imageTimeout),
			Delete: schema.DefaultTimeout(imageTimeout),
		},
		Schema: map[string]*schema.Schema{
			"name":                 text("Name of the image on the Engine: registry, repository and tag.", required, replaces),
			"keep_remotely":        flag("Leave the image in the registry when the resource is destroyed or replaced.", otherwise(false)),
			"insecure_skip_verify": flag("Take any TLS certificate of the registry when it is asked for the digest. The Engine's push has settings of its own.", otherwise(false)),
			"triggers":             textMap("Values whose change pushes the image again.", replaces),
			"sha256_digest":        text("Digest of the image in the registry.", result),
			"auth_config": blockList("Login for this image; goes before the provider's registry_auth.", map[string]*schema.Schema{
				"address":  text("Address of the registry; http:// in front means no TLS.", required),
				"username": text("Who logs in.", required),
				"password": text("Password or token.", required, secret),
			}, single),
		},
	}
}

func createRegistryImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	target, login, err := registryTarget(d, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	header, err := login.header()
	if err != nil {
		return diag.FromErr(err)
	}
	stream, err := cli.ImagePush(ctx, target.String(), image.PushOptions{RegistryAuth: header})
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot push image %s: %w", target, err))
	}
	defer stream.Close()
	if err := engineError(stream); err != nil {
		return diag.FromErr(fmt.Errorf("cannot push image %s: %w", target, err))
	}
	digest, err := newRegistryClient(login, d.Get("insecure_skip_verify").(bool)).digest(ctx, target)
	if err != nil {
		return diag.FromErr(fmt.Errorf("image %s was pushed, but its digest cannot be read from %s: %w; for a registry without TLS write http:// in front of its address", target, login.address, err))
	}
	d.SetId(digest)
	return diag.FromErr(store(d, map[string]any{"sha256_digest": digest}))
}

// readRegistryImage takes a registry that does not answer for one without the
// image: the real provider does, and its plan then shows a create.
func readRegistryImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	target, login, err := registryTarget(d, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	digest, err := newRegistryClient(login, d.Get("insecure_skip_verify").(bool)).digest(ctx, target)
	if err != nil {
		d.SetId("")
		return nil
	}
	return diag.FromErr(store(d, map[string]any{"sha256_digest": digest}))
}

func deleteRegistryImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if d.Get("keep_remotely").(bool) {
		return nil
	}
	target, login, err := registryTarget(d, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	client := newRegistryClient(login, d.Get("insecure_skip_verify").(bool))
	// Some registries remove by tag only.
	for _, version := range []string{d.Get("sha256_digest").(string), target.tag} {
		if err = client.remove(ctx, target, version); err == nil {
			return nil
		}
	}
	return diag.FromErr(fmt.Errorf("cannot remove image %s from its registry: %w; set keep_remotely = true and apply, or let the registry remove images", target, err))
}

func registryTarget(d *schema.ResourceData, meta any) (remoteImage, registryLogin, error) {
	target, err := parseRemoteImage(d.Get("name").(string))
	if err != nil {
		return target, registryLogin{}, err
	}
	for _, block := range blocks(d.Get("auth_config")) {
		return target, registryLogin{
			address:  withScheme(member[string](block, "address")),
			username: member[string](block, "username"),
			password: member[string](block, "password"),
		}, nil
	}
	login, found := meta.(*engine).logins[target.host]
	if !found {
		return target, login, fmt.Errorf("no login for registry %s: add a registry_auth block with that address to the provider, with auth_disabled = true where no login is needed, or auth_config to the resource", target.host)
	}
	return target, login, nil
}
