import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Runtime, Size } from '../../lib';
import { GO_IMAGE_DEFAULTS } from '../../lib/image/go-image-props';
import { HEALTH_DEFAULTS } from '../../lib/service/health';
import { SERVICE_DEFAULTS } from '../../lib/service/service-spec';

const LIB = join(__dirname, '../../lib');

/** The `@default` of every property of an interface, by its name. */
function documented(file: string, name: string): Record<string, string> {
  const text = readFileSync(join(LIB, file), 'utf8');
  const body = new RegExp(`interface ${name} \\{([^]*?)\n\\}`).exec(text)![1]!;
  const properties = body.matchAll(/\/\*\*([^]*?)\*\/\s*readonly (\w+)(\??):/g);
  return Object.fromEntries(
    [...properties].map(([, comment, property, optional]) => {
      const value = /@default (.+)/.exec(comment!)?.[1];
      if (optional === '?' && value === undefined) {
        throw new Error(`${name}.${property!} is optional and documents no default`);
      }
      return [property!, value ?? ''];
    }),
  );
}

function written(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'object' && value !== null && 'toGoText' in value) {
    return (value as Duration).toGoText();
  }
  if (typeof value === 'object' && value !== null && 'toMebibytes' in value) {
    return `${(value as Size).toMebibytes()} MiB`;
  }
  return String(value);
}

describe('every default that is documented as a value', () => {
  test.each<[string, string, object]>([
    ['service/health.ts', 'HealthOptions', HEALTH_DEFAULTS],
    ['service/service.ts', 'ServiceProps', { ...SERVICE_DEFAULTS, arguments: '[]', environment: '{}' }],
    [
      'image/go-image.ts',
      'GoImageProps',
      {
        ...GO_IMAGE_DEFAULTS,
        include: JSON.stringify(GO_IMAGE_DEFAULTS.include),
        runtime: 'Runtime.distrolessStatic()',
        stamp: '{}',
        context: 'Context.imports()',
      },
    ],
    ['provider/docker-host.ts', 'DockerHostProps', {}],
  ])('is the one in the code: %s, %s', (file, name, defaults) => {
    const values = Object.entries(documented(file, name)).filter(
      ([, text]) => text !== '' && !text.startsWith('- '),
    );
    const code = Object.entries(defaults).map(([property, value]) => [
      property,
      typeof value === 'string' && /^([[{]|[A-Z]\w+\.)/.test(value) ? value : written(value),
    ]);
    expect(Object.fromEntries(values)).toEqual(Object.fromEntries(code));
  });

  test('names the runtime that an image without one stands on', () => {
    expect(Runtime.distrolessStatic().base).toBe('gcr.io/distroless/static-debian13:nonroot');
  });
});
