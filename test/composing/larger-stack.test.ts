import { TerraformOutput, TerraformProvider, TerraformResource, type TerraformStack } from 'cdktf';
import { Image, Secret, Service } from '../../lib';
import { synthesize } from '../support/stack';

const NAME = 'elsewhere';

/** A provider that has nothing to do with Docker. */
class OtherProvider extends TerraformProvider {
  public constructor(scope: TerraformStack) {
    super(scope, 'other', {
      terraformResourceType: NAME,
      terraformProviderSource: 'example/elsewhere',
      terraformGeneratorMetadata: { providerName: NAME },
    });
  }
}

function serviceIn(stack: TerraformStack, id: string, environment: Record<string, string> = {}): Service {
  const image = Image.reference(stack, `${id}-image`, { reference: 'x:1', user: '1:1', port: 80 });
  return new Service(stack, id, { image, environment });
}

describe('a service in a stack with other providers', () => {
  const dev = synthesize((stack) => {
    new OtherProvider(stack);
    const token = new TerraformResource(stack, 'token', { terraformResourceType: 'elsewhere_token' });
    const service = serviceIn(stack, 'web', { TOKEN_ID: token.getStringAttribute('id') });
    service.provideSecret('/run/secrets/token', Secret.fromAttribute(token.getStringAttribute('text')));
    const record = new TerraformResource(stack, 'record', {
      terraformResourceType: 'elsewhere_record',
      dependsOn: [service.resource],
    });
    record.addOverride('target', service.hostName);
    record.addOverride('container', service.resource.id);
    new TerraformOutput(stack, 'url', { value: `http://${service.address}/` });
  });
  const containers = dev.all('docker_container');
  const web = containers.find(({ name }) => name === 'dev-web')!;

  test('takes what others make, as a value and as a secret', () => {
    expect(web.env).toEqual(['TOKEN_ID=${elsewhere_token.token.id}']);
    const carrier = containers.find(({ name }) => name !== 'dev-web')!;
    expect(carrier.upload).toMatchObject([{ content: '${sensitive(elsewhere_token.token.text)}' }]);
  });

  test('is there for others: to be waited for, and by its name, its address and its id', () => {
    expect(dev.one('elsewhere_record')).toMatchObject({
      target: 'dev-web',
      container: expect.stringMatching(/^\$\{docker_container\.web_\w+\.id\}$/) as string,
      depends_on: [expect.stringMatching(/^docker_container\.web_/) as string],
    });
    expect(dev.json).toMatchObject({ output: { url: { value: 'http://dev-web:80/' } } });
  });

  test('leaves the other providers as they are', () => {
    expect(dev.json).toMatchObject({
      provider: { [NAME]: [{}] },
      terraform: { required_providers: { [NAME]: { source: 'example/elsewhere' } } },
    });
    expect(dev.one('elsewhere_token')).not.toHaveProperty('provider');
  });
});
