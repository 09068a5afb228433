import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { Duration, GoImage, Health, Service, Volume } from '../../../lib';
import { goModule } from '../../support/go-module';

const SERVER = `package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

const kept = "/data/lines"

func main() {
	mode, edition := os.Args[1], os.Args[2]
	if mode == "crash" {
		fmt.Fprintln(os.Stderr, "it ends, as it was told to")
		os.Exit(3)
	}
	asked, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	http.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if mode == "sick" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	http.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		lines, _ := os.ReadFile(kept)
		json.NewEncoder(w).Encode(map[string]any{"release": release, "edition": edition, "lines": string(bytes.TrimSpace(lines))})
	})
	http.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		if err := keep(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	http.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		seconds, _ := strconv.Atoi(r.URL.Query().Get("seconds"))
		w.WriteHeader(http.StatusOK)
		w.(http.Flusher).Flush()
		time.Sleep(time.Duration(seconds) * time.Second)
		json.NewEncoder(w).Encode(map[string]any{"edition": edition, "askedToStop": asked.Err() != nil})
	})
	server := &http.Server{Addr: ":8080"}
	go server.ListenAndServe()
	<-asked.Done()
	server.Shutdown(context.Background())
}

func keep(line io.Reader) error {
	file, err := os.OpenFile(kept, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := io.Copy(file, line); err != nil {
		return err
	}
	return file.Sync()
}
`;

/** Asked every second; a deploy waits for twenty. */
const HEALTH = Health.http('/healthz', {
  interval: Duration.seconds(1),
  timeout: Duration.seconds(1),
  startPeriod: Duration.seconds(1),
  retries: 1,
});

/** What a keeper says of itself. */
export interface Told {
  readonly release: string;
  readonly edition: string;
  readonly lines: string[];
}

/** The source of a server that keeps lines in a volume, and ends gracefully. */
export class KeeperSource {
  private readonly folder = goModule({ 'main.go': SERVER });

  /** @param release Go expression of a string: what its image is called */
  public constructor(release: string) {
    this.edit(release);
  }

  /** Gives it another release, or one that does not compile. */
  public edit(release: string): void {
    writeFileSync(join(this.folder, 'release.go'), `package main\n\nconst release = ${release}\n`);
  }

  /** The image of what the source is now. */
  public image(scope: TerraformStack, name: string): GoImage {
    return new GoImage(scope, 'image', { source: this.folder, name, port: 8080, writable: ['/data'] });
  }
}

/** How a keeper runs. */
export interface KeeperOptions {
  /** It may also end as it starts, or never be healthy. */
  readonly mode?: 'works' | 'crash' | 'sick';
  /** What it is told to call itself. */
  readonly edition?: string;
  /** By default its own. */
  readonly hostPort?: number;
}

/** A service of that server, with a volume of its own. */
export class Keeper {
  public constructor(
    /** Id of the construct. */
    public readonly id: string,
    /** Where it is published as a rule. */
    public readonly port: number,
  ) {}

  /** Makes service and volume. */
  public addTo(scope: TerraformStack, image: GoImage, options: KeeperOptions = {}): Service {
    const { mode = 'works', edition = 'first', hostPort = this.port } = options;
    const service = new Service(scope, this.id, { image, health: HEALTH, arguments: [mode, edition] });
    service.mount('/data', new Volume(scope, `${this.id}-data`));
    service.publish({ hostPort });
    return service;
  }

  /** Keeps a line. */
  public async add(line: string): Promise<void> {
    const response = await this.ask('/', { method: 'POST', body: `${line}\n` });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  /** What it says of itself. */
  public async told(): Promise<Told> {
    const { lines, ...rest } = (await (await this.ask('/')).json()) as Omit<Told, 'lines'> & {
      readonly lines: string;
    };
    return { ...rest, lines: lines.split('\n') };
  }

  /** Its answer, from the moment on at which its first bytes are there. */
  public ask(path: string, options: RequestInit = {}): Promise<Response> {
    // A connection of its own: one that is kept open would lead to a container that is gone.
    const headers = { connection: 'close' };
    return fetch(`http://127.0.0.1:${this.port}${path}`, { ...options, headers });
  }
}
