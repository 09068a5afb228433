import { deployedImages } from '../../lib/operate/deployed-images';

const image = (name: string, values: unknown, more: object = {}): object => ({
  ...{ mode: 'managed', type: 'docker_image', name, values },
  ...more,
});

describe('the deployed images', () => {
  test('are those of the state, with whether Terraform built them', () => {
    const resources = [
      image('built', { name: 'notes:0123456789ab', build: [{ context: 'images/built' }] }),
      image('by_name', { name: 'notes:ba9876543210', build: [] }),
      image('broken', { name: 'x:0123456789ab', build: [{}] }, { tainted: true }),
      image('built', { name: 'notes:000000000000', build: [{}] }, { deposed_key: '0123abcd' }),
      image('read', { name: 'y:1' }, { mode: 'data' }),
      image('odd', null),
      image('other', { name: 'z' }, { type: 'docker_container' }),
    ];
    expect([...deployedImages(JSON.stringify({ values: { root_module: { resources } } }))]).toEqual([
      ['built', { name: 'notes:0123456789ab', isBuilt: true }],
      ['by_name', { name: 'notes:ba9876543210', isBuilt: false }],
    ]);
  });

  test('are none before the first apply', () => {
    expect(deployedImages('{"format_version":"1.0"}').size).toBe(0);
  });
});
