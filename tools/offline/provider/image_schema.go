package main

import (
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const imageTimeout = 20 * time.Minute

func imageResource() *schema.Resource {
	pullTriggers := textSet("Values whose change pulls the image again.", replaces)
	pullTriggers.ConflictsWith = []string{"build"}
	return &schema.Resource{
		Description:   "An image on the Docker Engine, built or pulled.",
		CreateContext: createImage,
		ReadContext:   readImage,
		UpdateContext: updateImage,
		DeleteContext: deleteImage,
		Timeouts: &schema.ResourceTimeout{
			Create: schema.DefaultTimeout(imageTimeout),
			Update: schema.DefaultTimeout(imageTimeout),
			Delete: schema.DefaultTimeout(imageTimeout),
		},
		Schema: map[string]*schema.Schema{
			"name":          text("Name of the image, with its tag.", required, replaces),
			"keep_locally":  flag("Leave the image on the Engine when the resource is destroyed."),
			"force_remove":  flag("Remove the image even when a stopped container uses it."),
			"triggers":      textMap("Values whose change builds the image again.", replaces),
			"platform":      text("Platform to pull, such as linux/arm64.", replaces),
			"pull_triggers": pullTriggers,
			"build":         blockSet("How to build the image.", buildMembers(), replaces, single),
			"id":            text("ID and name of the image, joined.", result),
			"image_id":      text("ID of the image.", result),
			"repo_digest":   text("Name and digest of an image that a registry has.", result),
		},
	}
}

func buildMembers() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"context":      text("Directory that is sent to the Engine.", required, replaces),
		"dockerfile":   text("Dockerfile, relative to the context.", replaces, otherwise("Dockerfile")),
		"target":       text("Stage to build.", replaces),
		"platform":     text("Platform to build for.", replaces),
		"build_args":   textMap("Values of the Dockerfile's ARGs.", replaces),
		"label":        textMap("Labels for builds with a named builder. Without one they have no effect; use labels.", replaces),
		"labels":       textMap("Labels of the image.", replaces),
		"tag":          textList("Further names of the image.", replaces),
		"cache_from":   textList("Images whose layers may be reused.", replaces),
		"extra_hosts":  textList("Further entries of /etc/hosts during the build, each as name:address.", replaces),
		"network_mode": text("Network of RUN instructions: default, host or none.", replaces),
		"no_cache":     flag("Build every layer again.", replaces),
		"pull_parent":  flag("Ask the registry for newer base images.", replaces),
		"remove":       flag("Remove intermediate containers after the build.", otherwise(true), replaces),
		"force_remove": flag("Remove intermediate containers even when the build fails.", replaces),
		"secrets": blockList("Files that RUN --mount=type=secret can read.", map[string]*schema.Schema{
			"id":  text("Name of the secret in the Dockerfile.", required, replaces),
			"src": text("Local file with the secret.", replaces),
			"env": text("Environment variable with the secret.", replaces),
		}, replaces),
	}
}
