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

// attach waits for the end of the process. Its output is read afterwards: an
// older Engine may end a stream that is followed before the last line.
func (c newContainer) attach(ctx context.Context) error {
	if !c.d.Get("attach").(bool) || !c.d.Get("start").(bool) {
		return nil
	}
	ended, failed := c.cli.ContainerWait(ctx, c.d.Id(), container.WaitConditionNotRunning)
	select {
	case err := <-failed:
		return fmt.Errorf("cannot wait for the end of container %s: %w", c.name, err)
	case <-ended:
	}
	// A container with rm is gone, which the read after this tells.
	if !c.d.Get("logs").(bool) || c.d.Get("rm").(bool) {
		return nil
	}
	output, err := c.output(ctx)
	if err != nil {
		return fmt.Errorf("cannot read the output of container %s: %w", c.name, err)
	}
	return c.d.Set("container_logs", output)
}

func (c newContainer) output(ctx context.Context) (string, error) {
	stream, err := c.cli.ContainerLogs(ctx, c.d.Id(), container.LogsOptions{ShowStdout: true, ShowStderr: true})
	if err != nil {
		return "", err
	}
	defer stream.Close()
	raw, err := io.ReadAll(stream)
	return outputText(raw), err
}

// outputText is the output as the real provider stores it: the Engine's frame
// headers between the lines of a process without a terminal, plain line ends,
// and one at the end. What is not text, as some headers are, cannot be stored.
func outputText(raw []byte) string {
	text := strings.ReplaceAll(strings.ToValidUTF8(string(raw), "\uFFFD"), "\r\n", "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}
