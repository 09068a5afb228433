import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { output } from './machine';

/** In a thread of its own: while a test waits for Terraform, its own thread answers nobody. */
const SERVER = `
const { createServer } = require('node:https');
const { readFile } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { address, folder, certificate, key, authorization } = workerData;
createServer({ cert: certificate, key }, (request, response) => {
  if (request.url === '/hello') {
    response.end('hello over TLS');
  } else if (request.headers.authorization !== authorization) {
    response.writeHead(401).end('who are you?');
  } else {
    readFile(folder + request.url, (error, bytes) => response.writeHead(error ? 404 : 200).end(bytes));
  }
}).listen(0, address, function () { parentPort.postMessage(this.address().port); });
`;

/** Who may read the modules. */
export interface Account {
  readonly user: string;
  readonly password: string;
}

/** The Engine's own address; one that has made its bridge just now tells only the network, whose first address it takes. */
function gatewayOfBridge(): string {
  const told = output('docker', ['network', 'inspect', 'bridge', '--format', '{{json .IPAM.Config}}']);
  const [{ Subnet, Gateway }] = JSON.parse(told) as [{ Subnet: string; Gateway?: string }];
  return Gateway === undefined || Gateway === '' ? Subnet.replace(/\.0\/\d+$/, '.1') : Gateway;
}

/**
 * A module proxy that asks for a password, over HTTPS, with a certificate of an authority that nobody knows. Containers reach it on
 * the Engine's own address in its default network.
 */
export class ModuleProxy {
  /** A proxy without modules. */
  public static async start(account: Account): Promise<ModuleProxy> {
    const folder = mkdtempSync(join(tmpdir(), 'go-containers-proxy-'));
    const address = gatewayOfBridge();
    go(join(__dirname, '../programs/tls-server'), ['run', '.', 'make-ca', folder, address]);
    const basic = Buffer.from(`${account.user}:${account.password}`).toString('base64');
    const worker = new Worker(SERVER, {
      eval: true,
      workerData: {
        ...{ address, folder: join(folder, 'modules'), authorization: `Basic ${basic}` },
        certificate: readFileSync(join(folder, 'server.pem'), 'utf8'),
        key: readFileSync(join(folder, 'server-key.pem'), 'utf8'),
      },
    });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new ModuleProxy(folder, `${address}:${port}`, worker);
  }

  private constructor(
    private readonly folder: string,
    /** Address and port. */
    public readonly host: string,
    private readonly worker: Worker,
  ) {}

  /** Certificate of the authority. */
  public get authority(): string {
    return join(this.folder, 'ca.pem');
  }

  /** Publishes a version of a module. */
  public add(module: string, version: string, files: Readonly<Record<string, string>>): void {
    const source = join(this.folder, 'source');
    const place = join(this.folder, 'modules', module, '@v');
    [source, place].forEach((folder) => {
      mkdirSync(folder, { recursive: true });
    });
    Object.entries(files).forEach(([path, text]) => {
      writeFileSync(join(source, path), text);
    });
    writeFileSync(join(place, `${version}.info`), JSON.stringify({ Version: version }));
    writeFileSync(join(place, `${version}.mod`), files['go.mod']!);
    output('git', ['-C', source, 'init', '--quiet']);
    output('git', ['-C', source, 'add', '.']);
    const tree = output('git', ['-C', source, 'write-tree']).trim();
    const zip = [
      '--format=zip',
      `--prefix=${module}@${version}/`,
      `--output=${join(place, `${version}.zip`)}`,
    ];
    output('git', ['-C', source, 'archive', ...zip, tree]);
  }

  /** Adds what a module lacks in its go.sum. */
  public sum(source: string): void {
    go(source, ['mod', 'tidy'], {
      GOPROXY: `file://${join(this.folder, 'modules')}`,
      GONOSUMDB: '*',
      GOFLAGS: '-modcacherw',
      GOMODCACHE: join(this.folder, 'cache'),
    });
  }

  public async stop(): Promise<void> {
    await this.worker.terminate();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function go(cwd: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  const options = { cwd, encoding: 'utf8', env: { ...process.env, ...environment } } as const;
  const { status, stderr } = spawnSync('go', [...args], options);
  if (status !== 0) {
    throw new Error(`go ${args.join(' ')}: ${stderr}`);
  }
}
