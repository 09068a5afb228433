import { App, Testing, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { DockerHost, Image, Job, Network, type ReferencedImage, Service, Volume } from '../../lib';
import { temporaryFolder } from '../support/go-module';
import { stackIn, synthesizeToFolder } from '../support/stack';

type Kind = 'group' | 'service' | 'job' | 'volume' | 'network';

/** A construct and what is in it. */
interface Tree {
  readonly id: string;
  readonly kind: Kind;
  readonly children: readonly Tree[];
}

/** A construct, and the resource that it has unless it only groups others. */
type Made = Construct & {
  readonly resource?: { readonly nameInput?: string; readonly friendlyUniqueId: string };
};

/** What a construct is called: on the Engine, and in Terraform. */
interface Named {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly logicalId: string;
}

const id = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '_', '.', ' ', 'é'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 30, maxLength: 70 }),
);
const kind = fc.constantFrom<Kind>('group', 'service', 'job', 'volume', 'network');

/** Constructs beside each other, with others in them up to a depth. */
function treesOf(depth: number): fc.Arbitrary<Tree[]> {
  const children = depth === 0 ? fc.constant([]) : treesOf(depth - 1);
  return fc.uniqueArray(fc.record({ id, kind, children }), { maxLength: 3, selector: (tree) => tree.id });
}

const trees = treesOf(2);
/** A stack takes some milliseconds. */
const RUNS = { numRuns: 30 };

const outdir = temporaryFolder();

/** A stack with these constructs, and what they are called. */
function build(roots: readonly Tree[], stackId = 'dev'): { stack: TerraformStack; named: Named[] } {
  const stack = new TerraformStack(new App({ outdir, stackTraces: false }), stackId);
  new DockerHost(stack, 'docker');
  const image = Image.reference(stack, 'the-image', { reference: 'x:1', user: '1:1' });
  const named: Named[] = [];
  const add = (scope: Construct, tree: Tree): void => {
    const construct = make(scope, tree, image);
    const { resource } = construct;
    if (resource) {
      named.push({
        path: construct.node.path,
        kind: tree.kind === 'job' ? 'service' : tree.kind,
        name: resource.nameInput ?? '',
        logicalId: resource.friendlyUniqueId,
      });
    }
    tree.children.forEach((child) => {
      add(construct, child);
    });
  };
  roots.forEach((root) => {
    add(stack, root);
  });
  return { stack, named };
}

function make(scope: Construct, tree: Tree, image: ReferencedImage): Made {
  switch (tree.kind) {
    case 'service':
      return new Service(scope, tree.id, { image });
    case 'job':
      return new Job(scope, tree.id, { image });
    case 'volume':
      return new Volume(scope, tree.id);
    case 'network':
      return new Network(scope, tree.id);
    case 'group':
      return new Construct(scope, tree.id);
  }
}

/** The same constructs in another order, with a new one before them everywhere. */
function amongOthers(roots: readonly Tree[]): Tree[] {
  const reordered = roots.map((tree) => ({ ...tree, children: amongOthers(tree.children) })).reverse();
  return [{ id: 'something new', kind: 'volume', children: [] }, ...reordered];
}

const byPath = (named: readonly Named[]) => new Map(named.map((each) => [each.path, each]));

describe('names from construct paths', () => {
  test('are names of hosts, of at most 63 characters', () => {
    fc.assert(
      fc.property(trees, (roots) => {
        build(roots).named.forEach(({ name }) => {
          expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
        });
      }),
      RUNS,
    );
  });

  test('are each one construct’s of a stack, or the later one says whose it is', () => {
    fc.assert(
      fc.property(trees, (roots) => {
        const { stack, named } = build(roots);
        const problems = stack.node.findAll().flatMap(({ node }) => node.validate());
        const first = new Map<string, string>();
        const taken = named.flatMap(({ path, kind: of, name }) => {
          const owner = first.get(`${of} ${name}`);
          first.set(`${of} ${name}`, owner ?? path);
          return owner === undefined ? [] : [`name "${name}" is taken by ${owner} already`];
        });
        expect(problems).toHaveLength(taken.length);
        taken.forEach((sentence) => {
          expect(problems).toContainEqual(expect.stringContaining(sentence));
        });
        expect(new Set(named.map(({ kind: of, logicalId }) => `${of} ${logicalId}`)).size).toBe(named.length);
      }),
      RUNS,
    );
  });

  test('do not change when others come beside them, or when their order changes', () => {
    fc.assert(
      fc.property(trees, (roots) => {
        const before = build(roots).named;
        const after = byPath(build(amongOthers(roots)).named);
        before.forEach((each) => {
          expect(after.get(each.path)).toEqual(each);
        });
      }),
      RUNS,
    );
  });

  test('are others in another stack, where Terraform’s are the same', () => {
    fc.assert(
      fc.property(trees, (roots) => {
        const [dev, production] = ['dev', 'production'].map((stack) => build(roots, stack).named);
        const names = new Set(dev!.map(({ name }) => name));
        production!.forEach(({ name, logicalId }, index) => {
          expect(names).not.toContain(name);
          expect(logicalId).toBe(dev![index]!.logicalId);
        });
      }),
      RUNS,
    );
  });

  test('are in the synthesized stack', () => {
    const { stack, named } = build([
      { id: 'Web Server', kind: 'service', children: [{ id: 'data', kind: 'volume', children: [] }] },
    ]);
    const json = JSON.parse(Testing.synth(stack, true)) as {
      resource: Record<string, Record<string, { name: string }>>;
    };
    expect(named.map(({ name }) => name)).toEqual(['dev-web-server', 'dev-web-server-data']);
    expect(Object.values(json.resource.docker_container!).map(({ name }) => name)).toEqual([
      'dev-web-server',
    ]);
    expect(Object.values(json.resource.docker_volume!).map(({ name }) => name)).toEqual([
      'dev-web-server-data',
    ]);
  });

  test('of two stacks that come out as one are told, since both may be on one Docker host', () => {
    const app = new App({ outdir: temporaryFolder(), stackTraces: false });
    const [one, two] = [stackIn(app, 'a'), stackIn(app, 'a-b')];
    const image = Image.reference(one, 'image', { reference: 'x:1', user: '1:1' });
    new Service(new Construct(one, 'b'), 'c', { image });
    const second = new Service(two, 'c', { image });
    expect(second.node.metadata.map(({ data }) => data as string)).toEqual([
      expect.stringContaining(
        'container name "a-b-c" is that of a/b/c too, so the two cannot be on one Docker host',
      ),
    ]);
  });

  test('cannot be that of the construct which CDKTF makes in every stack, directly in it', () => {
    synthesizeToFolder((app) => {
      const stack = stackIn(app, 'dev');
      const props = { reference: 'x:1', user: '1:1' };
      [
        () => new Network(stack, 'backend'),
        () => new Volume(stack, 'backend'),
        () => Image.reference(stack, 'backend', props),
        () => new Service(stack, 'backend', { image: Image.reference(stack, 'image', props) }),
      ].forEach((make) => {
        stack.node.tryRemoveChild('backend');
        expect(make).toThrow(
          '"dev/backend" is not possible: CDKTF keeps the id "backend" of every stack for its state',
        );
        stack.node.tryRemoveChild('backend');
      });
      new Network(new Construct(stack, 'inner'), 'backend');
    });
  });
});
