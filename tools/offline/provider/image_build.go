package main

import (
	"context"
	"fmt"
	"io"

	"github.com/docker/docker/api/types/build"
	"github.com/docker/docker/client"
)

// buildImage uses the Engine's own BuildKit: the context goes up as one tar,
// and a session beside it serves the secrets.
func buildImage(ctx context.Context, cli *client.Client, name string, block map[string]any) error {
	fail := func(err error) error { return fmt.Errorf("cannot build image %s: %w", name, err) }

	source, err := openBuildContext(member[string](block, "context"), member[string](block, "dockerfile"))
	if err != nil {
		return fail(err)
	}
	options, err := buildOptions(name, source.dockerfile, block)
	if err != nil {
		return fail(err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	session, err := openSession(ctx, cli, block)
	if err != nil {
		return fail(err)
	}
	defer session.Close()
	options.SessionID = session.ID()

	archive, writer := io.Pipe()
	defer archive.Close()
	go func() { writer.CloseWithError(source.write(writer)) }()

	response, err := cli.ImageBuild(ctx, archive, options)
	if err != nil {
		return fail(err)
	}
	defer response.Body.Close()
	if err := engineError(response.Body); err != nil {
		return fail(err)
	}
	return nil
}

func buildOptions(name, dockerfile string, block map[string]any) (build.ImageBuildOptions, error) {
	options := build.ImageBuildOptions{
		Version:     build.BuilderBuildKit,
		Tags:        []string{name},
		Dockerfile:  dockerfile,
		Target:      member[string](block, "target"),
		Platform:    member[string](block, "platform"),
		Labels:      stringMap(block["labels"]),
		NetworkMode: member[string](block, "network_mode"),
		NoCache:     member[bool](block, "no_cache"),
		PullParent:  member[bool](block, "pull_parent"),
		ForceRemove: member[bool](block, "force_remove"),
		Remove:      member[bool](block, "remove"),
		BuildArgs:   map[string]*string{},
	}
	for key, value := range stringMap(block["build_args"]) {
		options.BuildArgs[key] = ptr(value)
	}
	tags, err := stringList("tag", block["tag"])
	if err != nil {
		return options, err
	}
	options.Tags = append(options.Tags, tags...)
	if options.CacheFrom, err = stringList("cache_from", block["cache_from"]); err != nil {
		return options, err
	}
	options.ExtraHosts, err = stringList("extra_hosts", block["extra_hosts"])
	return options, err
}
