import type { ContainerFacts, Facts } from '../../../lib/facts/facts';
import { environmentChanges } from '../../../lib/review/rules/environment-changes';
import { plain } from '../../../lib/review/model/phrase';
import type { ReviewContext } from '../../../lib/review/model/rule';
import { contextWith, type ContextParts } from '../support/plan-builder';
import { settings } from '../support/settings';

const PATHS = {
  'docker_container.web': 'dev/web',
  'docker_container.carrier': 'dev/web/secrets-4c8e8be3319f',
};

function facts(more: Partial<ContainerFacts> = {}): Facts {
  return { kind: 'job', image: 'dev/image', environment: [], ...more };
}

function environment(...texts: readonly string[]) {
  return {
    environment: texts.map((each) => {
      const [name = '', value = ''] = each.split('=');
      return { name, value };
    }),
  };
}

function names(context: ReviewContext): unknown {
  return environmentChanges(context).map(({ path, added, removed, changed }) => ({
    path: plain(path),
    added: added.map(plain),
    removed: removed.map(plain),
    changed: changed.map(plain),
  }));
}

function changed(before: readonly string[], after: readonly string[], more: ContextParts = {}): unknown {
  const containers = [{ before: settings(environment(...before)), after: settings(environment(...after)) }];
  return names(contextWith({ containers, ...more }));
}

describe('environmentChanges', () => {
  test('tells names of variables, in one order, and no value', () => {
    const context = contextWith({
      containers: [
        {
          before: settings(environment('GONE=hunter22', 'SAME=a', 'LEVEL=info')),
          after: settings(environment('SAME=a', 'ZONE=hunter22', 'LEVEL=hunter22', 'AREA=1')),
        },
      ],
    });
    expect(names(context)).toEqual([
      { path: 'docker_container.web', added: ['AREA', 'ZONE'], removed: ['GONE'], changed: ['LEVEL'] },
    ]);
    expect(JSON.stringify(environmentChanges(context))).not.toContain('hunter22');
  });

  test('tells nothing new of a container that is imported as it is', () => {
    const same = settings(environment('A=1'));
    const imported = { before: same, after: same, change: { isImported: true } };
    expect(names(contextWith({ containers: [imported] }))).toEqual([]);
  });

  test('tells nothing where nothing changes, and where the container goes away', () => {
    expect(changed(['A=1', 'B=2'], ['B=2', 'A=1'])).toEqual([]);
    expect(names(contextWith({ containers: [{ before: settings(environment('A=1')) }] }))).toEqual([]);
  });

  test('tells the variables of a new container', () => {
    expect(names(contextWith({ containers: [{ after: settings(environment('A=1')) }] }))).toEqual([
      { path: 'docker_container.web', added: ['A'], removed: [], changed: [] },
    ]);
  });

  describe('where a value is known only after the apply', () => {
    const unknown = new Set(['env']);

    test('does not call a variable gone whose name the plan leaves out', () => {
      const containers = [
        { before: settings(environment('A=1', 'B=2')), after: settings({ ...environment('A=1'), unknown }) },
      ];
      expect(names(contextWith({ containers }))).toEqual([
        { path: 'docker_container.web', added: [], removed: [], changed: ['B'] },
      ]);
    });

    test('takes the names from the facts', () => {
      const containers = [
        { before: settings(environment('A=1', 'B=2')), after: settings({ ...environment('A=1'), unknown }) },
      ];
      const factsAfter = { 'dev/web': facts({ environment: ['A', 'C'] }) };
      expect(names(contextWith({ containers, factsAfter, paths: PATHS }))).toEqual([
        { path: 'dev/web', added: ['C'], removed: ['B'], changed: [] },
      ]);
    });

    test('knows that an environment that nobody says is empty', () => {
      const configured = [
        { address: 'docker_container.web', providerKey: 'docker', references: [], expressions: {} },
      ];
      const containers = [{ before: settings(environment('A=1')), after: settings({ unknown }) }];
      expect(names(contextWith({ containers, configured }))).toEqual([
        { path: 'docker_container.web', added: [], removed: ['A'], changed: [] },
      ]);
    });
  });

  describe('with files of secrets', () => {
    const secrets = { '/run/secrets/db': 'file', API_TOKEN: 'environment: the vendor wants it' };

    test('tells those that come and go', () => {
      const [before, after] = [facts({ secrets }), facts({ secrets: { '/run/secrets/api': 'file' } })];
      const more = {
        paths: PATHS,
        facts: [{ path: 'dev/web', before, after }],
        factsAfter: { 'dev/web': after },
      };
      expect(changed([], ['A=1'], more)).toEqual([
        { path: 'dev/web', added: ['/run/secrets/api', 'A'], removed: ['/run/secrets/db'], changed: [] },
      ]);
    });

    test('tells one with another text, by the carrier that brings it', () => {
      const carrier = (content: string) =>
        settings({
          isService: false,
          namespaces: { network_mode: 'none' },
          labels: { 'cdktf-go-containers.path': 'dev/web/secrets-4c8e8be3319f' },
          uploads: [
            { file: '/run/secrets/db', content },
            { file: '/run/secrets/same', content: 'same' },
          ],
        });
      const context = contextWith({
        containers: [
          { before: settings(), after: settings({ image: 'sha256:2' }) },
          {
            address: 'docker_container.carrier',
            before: carrier('old-secret'),
            after: carrier('new-secret'),
          },
        ],
        paths: PATHS,
        factsAfter: { 'dev/web': facts({ secrets }) },
      });
      expect(names(context)).toEqual([
        { path: 'dev/web', added: [], removed: [], changed: ['/run/secrets/db'] },
      ]);
      expect(JSON.stringify(environmentChanges(context))).not.toContain('-secret"');
    });
  });
});
