import { chooseGeneration, type RollbackImage } from '../../lib/operate/rollback-choice';
import { builtImage } from './support/built-image';
import { generation } from './support/generation';

/** An image of which the Engine has some generations, and one is deployed. */
function image(
  deployed: number | undefined,
  numbers: readonly number[],
  repository = 'notes',
): RollbackImage {
  const generations = numbers.map((number) => generation(number, { repository }));
  const name = deployed === undefined ? undefined : generation(deployed, { repository }).name;
  return {
    built: builtImage(generation(9, { repository }).name),
    deployed: name === undefined ? undefined : { name, isBuilt: true },
    generations,
  };
}

describe('without a generation', () => {
  test('the one before the deployed one is taken, not the newest', () => {
    expect(chooseGeneration('dev', [image(3, [4, 3, 2, 1])], undefined)).toBe(generation(2).name);
  });

  test('a second name of what is deployed is none', () => {
    const { built, deployed } = image(3, []);
    const generations = [generation(3), generation(2, { id: generation(3).id }), generation(1)];
    expect(chooseGeneration('dev', [{ built, deployed, generations }], undefined)).toBe(generation(1).name);
  });

  test('two Engines with the same image count as one', () => {
    expect(chooseGeneration('dev', [image(3, [3, 2]), image(3, [3, 2])], undefined)).toBe(generation(2).name);
  });

  test.each([
    ['there is none that is older', [image(1, [2, 1])]],
    ['nothing is deployed', [image(undefined, [2, 1])]],
    ['what is deployed is not on the Engine any more', [image(3, [2, 1])]],
    [
      'nobody knows what is older',
      [{ ...image(2, []), generations: [generation(2), generation(1, { tagged: undefined })] }],
    ],
  ])('is refused where %s', (_why, images) => {
    expect(() => chooseGeneration('dev', images, undefined)).toThrow(
      'no image of dev that is older than the deployed one is on its Engine; check out the commit that you want, and run "cdktf deploy dev"',
    );
  });

  test('is refused where several images have older ones', () => {
    const images = [image(2, [2, 1]), image(2, [2, 1], 'mail')];
    expect(() => chooseGeneration('dev', images, undefined)).toThrow(
      '2 images of dev have older generations; name one of those that the list has, such as "rollback dev notes:000000000001"',
    );
  });
});

describe('a generation', () => {
  test('is named by its tag, or by repository and tag, older or newer', () => {
    const images = [image(2, [3, 2, 1])];
    expect(chooseGeneration('dev', images, generation(3).tag)).toBe(generation(3).name);
    expect(chooseGeneration('dev', images, generation(1).name)).toBe(generation(1).name);
  });

  test.each(['', '000000000007', 'latest', 'other:000000000001', '0000'])(
    '%p has to be on the Engine',
    (wanted) => {
      expect(() => chooseGeneration('dev', [image(2, [2, 1])], wanted)).toThrow(
        `no image of dev on its Engine is called ${JSON.stringify(wanted)}; take one that "rollback dev --list" shows`,
      );
    },
  );

  test('of two images has to be written with the repository', () => {
    const images = [image(2, [2, 1]), image(2, [2, 1], 'mail')];
    expect(() => chooseGeneration('dev', images, '000000000001')).toThrow(
      '"000000000001" is the tag of 2 images of dev; write one of notes:000000000001, mail:000000000001',
    );
    expect(chooseGeneration('dev', images, 'mail:000000000001')).toBe('mail:000000000001');
  });
});
