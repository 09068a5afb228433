package main

import (
	"fmt"
	"os"
	"sort"

	"github.com/docker/docker/api/types/mount"
	"github.com/docker/docker/api/types/versions"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func mounts(d *schema.ResourceData) []mount.Mount {
	var out []mount.Mount
	for _, block := range blocks(d.Get("mounts")) {
		m := mount.Mount{
			Type:     mount.Type(member[string](block, "type")),
			Target:   member[string](block, "target"),
			Source:   member[string](block, "source"),
			ReadOnly: member[bool](block, "read_only"),
		}
		for _, options := range blocks(block["bind_options"]) {
			m.BindOptions = &mount.BindOptions{Propagation: mount.Propagation(member[string](options, "propagation"))}
		}
		for _, options := range blocks(block["volume_options"]) {
			m.VolumeOptions = volumeOptions(options)
		}
		for _, options := range blocks(block["tmpfs_options"]) {
			m.TmpfsOptions = &mount.TmpfsOptions{
				SizeBytes: int64(member[int](options, "size_bytes")),
				Mode:      os.FileMode(member[int](options, "mode")),
			}
		}
		out = append(out, m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Target < out[j].Target })
	return out
}

// checkVolumeOptions refuses on an older Engine even the options that it would
// know, because the real provider does.
func checkVolumeOptions(d *schema.ResourceData, api string) error {
	for _, block := range blocks(d.Get("mounts")) {
		if len(blocks(block["volume_options"])) > 0 && versions.LessThan(api, "1.45") {
			return fmt.Errorf("volume_options of the mount at %s needs Engine API 1.45 (Engine 26), and this Engine has %s: leave volume_options out, or use docker_volume", member[string](block, "target"), api)
		}
	}
	return nil
}

func volumeOptions(options map[string]any) *mount.VolumeOptions {
	out := &mount.VolumeOptions{NoCopy: member[bool](options, "no_copy"), Subpath: member[string](options, "subpath")}
	if labels, ok := options["labels"]; ok {
		out.Labels = labelsFrom(labels)
	}
	name, driverOptions := member[string](options, "driver_name"), member[map[string]any](options, "driver_options")
	if name != "" || len(driverOptions) > 0 {
		out.DriverConfig = &mount.Driver{Name: name, Options: stringMap(driverOptions)}
	}
	return out
}

func mountBlocks(list []mount.Mount) []any {
	var out []any
	for _, m := range list {
		block := map[string]any{
			"type": string(m.Type), "target": m.Target, "source": m.Source, "read_only": m.ReadOnly,
		}
		if o := m.BindOptions; o != nil {
			block["bind_options"] = []any{map[string]any{"propagation": string(o.Propagation)}}
		}
		if o := m.VolumeOptions; o != nil {
			options := map[string]any{"no_copy": o.NoCopy, "subpath": o.Subpath, "labels": labelBlocks(o.Labels)}
			if o.DriverConfig != nil {
				options["driver_name"], options["driver_options"] = o.DriverConfig.Name, o.DriverConfig.Options
			}
			block["volume_options"] = []any{options}
		}
		if o := m.TmpfsOptions; o != nil {
			block["tmpfs_options"] = []any{map[string]any{"size_bytes": int(o.SizeBytes), "mode": int(o.Mode)}}
		}
		out = append(out, block)
	}
	return out
}

// volumePaths are the anonymous volumes of the short form.
func volumePaths(d *schema.ResourceData) map[string]struct{} {
	out := map[string]struct{}{}
	for _, block := range blocks(d.Get("volumes")) {
		if path := member[string](block, "container_path"); path != "" && volumeSource(block) == "" {
			out[path] = struct{}{}
		}
	}
	return out
}

func volumeBinds(d *schema.ResourceData) (binds, from []string) {
	for _, block := range blocks(d.Get("volumes")) {
		mode := "rw"
		if member[bool](block, "read_only") {
			mode = "ro"
		}
		if other := member[string](block, "from_container"); other != "" {
			from = append(from, other)
			continue
		}
		if source := volumeSource(block); source != "" {
			binds = append(binds, source+":"+member[string](block, "container_path")+":"+mode)
		}
	}
	sort.Strings(binds)
	sort.Strings(from)
	return binds, from
}

// volumeSource prefers the volume when both are set, as 3.x does.
func volumeSource(block map[string]any) string {
	if name := member[string](block, "volume_name"); name != "" {
		return name
	}
	return member[string](block, "host_path")
}
