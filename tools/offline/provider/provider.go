package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

const defaultHost = "unix:///var/run/docker.sock"

func newProvider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"host": {
				Type:        schema.TypeString,
				Optional:    true,
				DefaultFunc: schema.EnvDefaultFunc("DOCKER_HOST", defaultHost),
				Description: "Address of the Docker Engine: unix:///path or tcp://name:port.",
			},
			"cert_path": text("Directory with ca.pem, cert.pem and key.pem, for an Engine that asks for TLS.", fromEnvironment("DOCKER_CERT_PATH", "")),
			"disable_docker_daemon_check": {
				Type:        schema.TypeBool,
				Optional:    true,
				Description: "Uses the Engine without asking first whether it answers.",
			},
			"registry_auth": blockSet("Logins for pulls and pushes.", registryLoginMembers()),
		},
		ResourcesMap: map[string]*schema.Resource{
			"docker_container":      containerResource(),
			"docker_image":          imageResource(),
			"docker_network":        networkResource(),
			"docker_registry_image": registryImageResource(),
			"docker_tag":            tagResource(),
			"docker_volume":         volumeResource(),
		},
		ConfigureContextFunc: configure,
	}
}

// configure does not connect: a plan without refresh needs no Engine, and the
// host may become known only while applying.
func configure(_ context.Context, d *schema.ResourceData) (any, diag.Diagnostics) {
	raw := d.GetRawConfig()
	known := func(name string) bool { return raw.IsNull() || raw.IsKnown() && raw.GetAttr(name).IsWhollyKnown() }
	var logins map[string]registryLogin
	if known("registry_auth") {
		var err error
		if logins, err = registryLogins(blocks(d.Get("registry_auth"))); err != nil {
			return nil, diag.FromErr(err)
		}
	}
	if !known("host") || !known("cert_path") {
		return &engine{logins: logins}, nil
	}
	host := d.Get("host").(string)
	if host == "" {
		host = defaultHost
	}
	if err := checkHost(host); err != nil {
		return nil, diag.FromErr(err)
	}
	return &engine{
		host:      host,
		certPath:  d.Get("cert_path").(string),
		unchecked: d.Get("disable_docker_daemon_check").(bool),
		logins:    logins,
	}, nil
}
