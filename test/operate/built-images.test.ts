import { builtImages, generationOf, imageNames, otherBuilds } from '../../lib/operate/built-images';

const DIGEST = '0123456789ab';
const metadata = (path: string): object => ({ '//': { metadata: { path } } });
const ROOT = {
  provider: { docker: [{}, { alias: 'east', host: 'tcp://east:2376' }] },
  resource: {
    docker_image: {
      image_1: {
        ...metadata('dev/image/Resource'),
        name: `team/notes:${DIGEST}`,
        build: { context: 'images/image_1' },
      },
      files_1: {
        ...metadata('dev/api/files/Resource'),
        name: `notes-with-files:${DIGEST}`,
        build: { context: 'images/files_1' },
        provider: 'docker.east',
      },
      pulled: { name: 'postgres:17' },
      own: { name: 'own:latest', build: { context: 'x' } },
      unknown: { name: `\${var.name}:${DIGEST}`, build: [{}] },
      odd: 'text',
    },
  },
};

describe('the images that a stack builds', () => {
  test('are those with a build and a name of this library', () => {
    expect(builtImages(ROOT, '/out/stacks/dev')).toEqual([
      {
        resource: 'image_1',
        path: 'dev/image',
        name: `team/notes:${DIGEST}`,
        repository: 'team/notes',
        context: 'images/image_1',
        engine: {},
      },
      {
        resource: 'files_1',
        path: 'dev/api/files',
        name: `notes-with-files:${DIGEST}`,
        repository: 'notes-with-files',
        context: 'images/files_1',
        engine: { host: 'tcp://east:2376', certificates: undefined },
      },
    ]);
  });

  test('have others beside them, whose names tell nothing of what is in them', () => {
    expect([...otherBuilds(ROOT)]).toEqual([['own', 'own:latest']]);
    expect(imageNames(ROOT)).toContain('postgres:17');
  });

  test('are none in a stack without images', () => {
    expect(builtImages({}, '/')).toEqual([]);
    expect(builtImages({ resource: { docker_image: [] } }, '/')).toEqual([]);
  });
});

describe('the name of a generation', () => {
  test('ends in twelve hexadecimal characters', () => {
    expect(generationOf(`127.0.0.1:5000/notes:${DIGEST}`)).toEqual({
      repository: '127.0.0.1:5000/notes',
      tag: DIGEST,
    });
  });

  test.each([
    'notes',
    'notes:latest',
    `notes:debug-${DIGEST}`,
    `notes:${DIGEST}0`,
    `notes:${DIGEST.toUpperCase()}`,
    `:${DIGEST}`,
    `notes@sha256:${DIGEST}${DIGEST}`,
    `127.0.0.1:5000/notes`,
    '',
  ])('is not %p', (name) => {
    expect(generationOf(name)).toBeUndefined();
  });
});
