import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeCertificates } from './tls-certificates';

const SOCKET = /^unix:\/\/(.+)$/;

/** The machine's Engine, also over TCP with TLS: for clients of an authority of its own, and only as long as the test runs. */
export class TlsEngine {
  /** Starts to answer, in a thread of its own: while a test waits for Terraform, its own thread answers nobody. */
  public static async start(
    host = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock',
  ): Promise<TlsEngine> {
    const [, socket] = SOCKET.exec(host) ?? [];
    if (socket === undefined) {
      throw new Error(`the Engine at ${host} has no socket here; run this test on the machine of an Engine`);
    }
    const folder = mkdtempSync(join(tmpdir(), 'go-containers-tls-'));
    const [certificates, others] = [join(folder, 'certificates'), join(folder, 'others')];
    [certificates, others].forEach((each) => {
      mkdirSync(each);
      makeCertificates(each);
    });
    const notes = join(folder, 'requests');
    const worker = new Worker(join(__dirname, 'tls-proxy.mjs'), {
      workerData: { socket, certificates, notes },
    });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new TlsEngine(folder, worker, `tcp://127.0.0.1:${port}`, certificates, others, notes);
  }

  private constructor(
    private readonly folder: string,
    private readonly worker: Worker,
    /** Address, as DOCKER_HOST has it. */
    public readonly host: string,
    /** Directory that DOCKER_CERT_PATH wants. */
    public readonly certificates: string,
    /** The same, of another authority. */
    public readonly otherCertificates: string,
    private readonly notes: string,
  ) {}

  /** What it was asked over TLS, such as `GET /v1.41/info`, in that order. */
  public requests(): string[] {
    return existsSync(this.notes) ? readFileSync(this.notes, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** Stops to answer. */
  public async stop(): Promise<void> {
    await this.worker.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
