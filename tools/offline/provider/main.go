// Command terraform-provider-docker is the offline kit's stand-in for the
// Terraform provider kreuzwerker/docker 3.9.0. See README.md.
package main

import "github.com/hashicorp/terraform-plugin-sdk/v2/plugin"

func main() {
	plugin.Serve(&plugin.ServeOpts{
		ProviderFunc: newProvider,
		ProviderAddr: "registry.terraform.io/kreuzwerker/docker",
	})
}
