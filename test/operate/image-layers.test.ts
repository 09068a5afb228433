import { imageRecipe } from '../../lib/operate/dockerfile-layers';
import { imageLayers, readHistory } from '../../lib/operate/image-layers';

const line = (CreatedBy: string, Size: string) => JSON.stringify({ CreatedBy, Size, ID: '<missing>' });
const recipe = imageRecipe(
  'FROM go AS build\nRUN x\nFROM static AS run\nCOPY --from=build a b\nUSER 1\nRUN y\n',
);

describe('readHistory', () => {
  test('begins at the base', () => {
    expect(readHistory(`${line('USER 1', '0')}\n${line('base', '7')}\n`)).toEqual([
      { createdBy: 'base', bytes: 7 },
      { createdBy: 'USER 1', bytes: 0 },
    ]);
  });

  test.each(['x', '[]', '{}', line('a', '1.2MB'), '{"CreatedBy":"a","Size":1}'])('refuses %s', (text) => {
    expect(() => readHistory(text)).toThrow('is not one of a Docker Engine');
  });
});

describe('imageLayers', () => {
  const history = ['imported', 'COPY /a b # buildkit', 'USER 1', 'RUN /bin/sh -c y # buildkit'].map(
    (createdBy, index) => ({ createdBy, bytes: index === 2 ? 0 : index + 1 }),
  );
  const isEmpty = [false, false, true, false];

  test('stand beside the instructions that made them and the stages of their files', () => {
    expect(imageLayers(history, isEmpty, recipe)).toEqual([
      { instruction: 'FROM static', stage: 'base', isBase: true, bytes: 1 },
      { instruction: 'COPY --from=build a b', stage: 'build', isBase: false, bytes: 2 },
      { instruction: 'RUN y', stage: 'run', isBase: false, bytes: 4 },
    ]);
  });

  test('have the Engine\u2019s words where the image is of another Dockerfile', () => {
    const other = imageLayers(history, isEmpty, imageRecipe('FROM static\nUSER 1\nUSER 2'));
    expect(other.map(({ instruction, stage }) => [instruction, stage])).toContainEqual([
      'COPY /a b # buildkit',
      '?',
    ]);
    expect(other.some(({ isBase }) => isBase)).toBe(false);
  });

  test('are not made up for a history that is shorter than the Dockerfile', () => {
    expect(imageLayers(history.slice(2), [true, false], recipe).map(({ stage }) => stage)).toEqual(['?']);
  });
});
