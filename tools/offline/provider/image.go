package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/client"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func createImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	name := d.Get("name").(string)
	if building := blocks(d.Get("build")); len(building) > 0 {
		if err := buildImage(ctx, cli, name, building[0]); err != nil {
			return diag.FromErr(err)
		}
	}
	info, err := findOrPullImage(ctx, meta, name, d.Get("platform").(string))
	if err != nil {
		return diag.FromErr(err)
	}
	return diag.FromErr(storeImage(d, info))
}

func readImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	info, err := cli.ImageInspect(ctx, d.Get("name").(string))
	if errdefs.IsNotFound(err) {
		d.SetId("")
		return nil
	}
	if err != nil {
		return diag.FromErr(fmt.Errorf("cannot read image %s: %w", d.Get("name"), err))
	}
	return diag.FromErr(storeImage(d, &info))
}

// updateImage has nothing to send: what can change in place only matters when
// the image is removed.
func updateImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	return readImage(ctx, d, meta)
}

func deleteImage(ctx context.Context, d *schema.ResourceData, meta any) diag.Diagnostics {
	if d.Get("keep_locally").(bool) {
		return nil
	}
	cli, err := connected(ctx, meta)
	if err != nil {
		return diag.FromErr(err)
	}
	name := d.Get("name").(string)
	_, err = cli.ImageRemove(ctx, name, image.RemoveOptions{Force: d.Get("force_remove").(bool)})
	if err != nil && !errdefs.IsNotFound(err) {
		return diag.FromErr(fmt.Errorf("cannot remove image %s: %w; remove what uses it first, or set keep_locally or force_remove", name, err))
	}
	return nil
}

func storeImage(d *schema.ResourceData, info *image.InspectResponse) error {
	name := d.Get("name").(string)
	d.SetId(info.ID + name)
	return store(d, map[string]any{"image_id": info.ID, "repo_digest": repositoryDigest(name, info.RepoDigests)})
}

// repositoryDigest is empty for an image that no registry has. One that has
// another name there, or several, gets what the real provider finds: the first
// that begins like the name, or else the first of all.
func repositoryDigest(name string, digests []string) string {
	beginning, _, _ := strings.Cut(name, ":")
	for _, digest := range digests {
		if strings.HasPrefix(digest, beginning) {
			return digest
		}
	}
	if len(digests) > 0 {
		return digests[0]
	}
	return ""
}

func findOrPullImage(ctx context.Context, meta any, name, platform string) (*image.InspectResponse, error) {
	cli, err := connected(ctx, meta)
	if err != nil {
		return nil, err
	}
	info, err := cli.ImageInspect(ctx, name)
	if err == nil {
		return &info, nil
	}
	if !errdefs.IsNotFound(err) {
		return nil, fmt.Errorf("cannot read image %s: %w", name, err)
	}
	login, err := pullLogin(meta, name)
	if err != nil {
		return nil, err
	}
	if err := pullImage(ctx, cli, name, image.PullOptions{Platform: platform, RegistryAuth: login}); err != nil {
		return nil, fmt.Errorf("image %s is not on the Engine and cannot be pulled: %w; build or load it first, or correct its name", name, err)
	}
	info, err = cli.ImageInspect(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("cannot read image %s after its pull: %w", name, err)
	}
	return &info, nil
}

func pullImage(ctx context.Context, cli *client.Client, name string, options image.PullOptions) error {
	stream, err := cli.ImagePull(ctx, name, options)
	if err != nil {
		return err
	}
	defer stream.Close()
	return engineError(stream)
}

// engineError reads a stream of the Engine's progress messages to its end and
// gives the failure that it reports, if any.
func engineError(stream io.Reader) error {
	decoder := json.NewDecoder(stream)
	for {
		var message struct {
			Error       string `json:"error"`
			ErrorDetail struct {
				Message string `json:"message"`
			} `json:"errorDetail"`
		}
		if err := decoder.Decode(&message); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("the Engine's answer broke off: %w", err)
		}
		if message.ErrorDetail.Message != "" {
			return errors.New(message.ErrorDetail.Message)
		}
		if message.Error != "" {
			return errors.New(message.Error)
		}
	}
}
