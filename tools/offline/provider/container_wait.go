package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/docker/docker/api/types/container"
)

const healthPoll = time.Second

func (c newContainer) waitUntilHealthy(ctx context.Context) error {
	if !c.d.Get("wait").(bool) || !c.d.Get("start").(bool) {
		return nil
	}
	limit := time.Duration(c.d.Get("wait_timeout").(int)) * time.Second
	deadline := time.Now().Add(limit)
	last := "none"
	for {
		info, err := c.cli.ContainerInspect(ctx, c.d.Id())
		if err != nil {
			return fmt.Errorf("cannot read the health of container %s: %w", c.name, err)
		}
		if info.State.Health == nil || info.State.Health.Status == container.NoHealthcheck {
			return fmt.Errorf("container %s has no health check to wait for: declare healthcheck, or set wait to false", c.name)
		}
		if last = info.State.Health.Status; last == container.Healthy {
			return nil
		}
		if !time.Now().Add(healthPoll).Before(deadline) {
			return fmt.Errorf("container %s was not healthy within wait_timeout = %d s (its health is %q); `docker logs %s` and `docker inspect %s` show why; it stays as it is until the next apply replaces it", c.name, int(limit.Seconds()), last, c.name, c.name)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(healthPoll):
		}
	}
}

// attach waits for the end of the process. The output is followed from the
// start, because a container with rm is gone once it has ended.
func (c newContainer) attach(ctx context.Context) error {
	if !c.d.Get("attach").(bool) || !c.d.Get("start").(bool) {
		return nil
	}
	ended, failed := c.cli.ContainerWait(ctx, c.d.Id(), container.WaitConditionNotRunning)
	if c.d.Get("logs").(bool) {
		output, err := c.output(ctx)
		if err != nil {
			return fmt.Errorf("cannot read the output of container %s: %w", c.name, err)
		}
		if err := c.d.Set("container_logs", output); err != nil {
			return err
		}
	}
	select {
	case err := <-failed:
		return fmt.Errorf("cannot wait for the end of container %s: %w", c.name, err)
	case <-ended:
		return nil
	}
}

func (c newContainer) output(ctx context.Context) (string, error) {
	stream, err := c.cli.ContainerLogs(ctx, c.d.Id(), container.LogsOptions{ShowStdout: true, ShowStderr: true, Follow: true})
	if err != nil {
		return "", err
	}
	defer stream.Close()
	raw, err := io.ReadAll(stream)
	// Frame headers of the Engine are not always text, and state is. A
	// terminal's line ends are stored as plain ones.
	return strings.ReplaceAll(strings.ToValidUTF8(string(raw), "\uFFFD"), "\r\n", "\n"), err
}
