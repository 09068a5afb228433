package main

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

func containerNetworking() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"network_mode":      text("Network mode; bridge is left again when networks_advanced is used.", replaces, otherwise("bridge")),
		"publish_all_ports": flag("Publish every exposed port on a random port of the host.", replaces),
		"dns":               textSet("Name servers.", replaces),
		"dns_opts":          textSet("Resolver options.", replaces),
		"dns_search":        textSet("Search domains.", replaces),
		"host": blockSet("Further entries of /etc/hosts.", map[string]*schema.Schema{
			"host": text("Host name.", required, replaces),
			"ip":   text("Address.", required, replaces),
		}, replaces),
		"ports": blockList("Published ports.", map[string]*schema.Schema{
			"internal": number("Port in the container.", required, replaces),
			"external": number("Port of the host; unset lets the Engine choose.", replaces, filledIn),
			"ip":       text("Address of the host.", replaces, otherwise("0.0.0.0")),
			"protocol": text("tcp, udp or sctp.", replaces, otherwise("tcp")),
		}, replaces, suppress(samePorts)),
		"networks_advanced": blockSet("Networks to join instead of the default bridge.", map[string]*schema.Schema{
			"name":         text("Name or ID of the network.", required, replaces),
			"aliases":      textSet("Further names of the container in that network.", replaces),
			"ipv4_address": text("Fixed IPv4 address.", replaces),
			"ipv6_address": text("Fixed IPv6 address.", replaces),
			"mac_address":  text("Fixed MAC address.", replaces),
		}, replaces),
	}
}

func containerStorage() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"tmpfs": textMap("Memory file systems: path to mount options. An edit is not carried out."),
		"volumes": blockSet("Volumes and host directories in the short form.", map[string]*schema.Schema{
			"container_path": text("Path in the container.", replaces),
			"host_path":      text("Directory of the host.", replaces, absoluteHostPath()),
			"volume_name":    text("Name of a volume.", replaces),
			"from_container": text("Container whose volumes are taken over.", replaces),
			"read_only":      flag("Mount read-only.", replaces),
		}, replaces),
		"upload": blockSet("Files that are written into the container before it starts.", map[string]*schema.Schema{
			"file":           text("Path in the container.", required, replaces),
			"content":        text("Content as text.", replaces),
			"content_base64": text("Content as base64.", replaces, base64Text()),
			"source":         text("Local file to read.", replaces),
			"source_hash":    text("Any text that changes when the source does.", replaces),
			"executable":     flag("Let the owner execute the file.", replaces, otherwise(false)),
			"permissions":    text("Mode in octal, such as 0644.", replaces, matching(`^0[0-7]{3}$`, "four octal digits such as 0644")),
		}, replaces),
		"mounts": blockSet("Mounts in the long form. Most edits of one mount are not carried out.", mountMembers(), replaces),
	}
}

// mountMembers has few members that replace the container: this is how plans
// of the real provider are, and the library works round it.
func mountMembers() map[string]*schema.Schema {
	return map[string]*schema.Schema{
		"type":      text("bind, volume or tmpfs.", required, matching(`^(bind|volume|tmpfs)$`, "bind, volume or tmpfs")),
		"target":    text("Path in the container.", required),
		"source":    text("Path of the host or name of a volume."),
		"read_only": flag("Mount read-only."),
		"bind_options": blockList("Options of a bind mount.", map[string]*schema.Schema{
			"propagation": text("Mount propagation.", matching(`^(private|rprivate|shared|rshared|slave|rslave)$`, "private, rprivate, shared, rshared, slave or rslave")),
		}, single),
		"volume_options": blockList("Options of a volume mount; any of them needs Engine API 1.45.", map[string]*schema.Schema{
			"no_copy":        flag("Do not fill a new volume with the image's files."),
			"driver_name":    text("Volume driver."),
			"driver_options": textMap("Options of the volume driver."),
			"subpath":        text("Path inside the volume.", replaces),
			"labels":         blockSet("Labels of a volume that the mount creates.", labelMembers(), replaces),
		}, single),
		"tmpfs_options": blockList("Options of a tmpfs mount.", map[string]*schema.Schema{
			"size_bytes": number("Size in bytes.", replaces),
			"mode":       number("Mode as a decimal number.", replaces),
		}, single),
	}
}
