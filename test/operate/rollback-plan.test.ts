import type { FilesContext } from '../../lib/operate/files-context';
import { filesImageName, onBase } from '../../lib/operate/files-context';
import { type ImageUse, type PlannedImage, rollbackPlan } from '../../lib/operate/rollback-plan';
import { builtImage } from './support/built-image';

const [NEW, OLD] = ['notes:000000000002', 'notes:000000000001'];
const OTHER = 'mail:000000000001';
const context: FilesContext = {
  dockerfile: `FROM ${NEW} AS runtime\nCOPY ["files/", "/"]\n`,
  files: { '/etc/a': Buffer.from('a') },
};
const FILES = filesImageName(context, 'notes-with-files');
const OLD_FILES = filesImageName(onBase(context, OLD), 'notes-with-files');

const built = (name: string): { name: string; isBuilt: boolean } => ({ name, isBuilt: true });
const notes: PlannedImage = { built: builtImage(NEW), deployed: built(NEW) };
const mail: PlannedImage = { built: builtImage(OTHER), deployed: built(OTHER) };
const files: PlannedImage = { built: builtImage(FILES), deployed: built(FILES), context };

/** What is done with the images, while the Engine has those names. */
function plan(images: readonly PlannedImage[], name: string | undefined, ...there: string[]): ImageUse[] {
  const has = (_image: unknown, each: string): boolean => there.includes(each);
  return [...rollbackPlan(images, { name, repository: name?.split(':')[0], has }).values()];
}

describe('a rollback to a generation', () => {
  test('uses it by its name, and leaves all other images alone', () => {
    expect(plan([notes, mail], OLD, OLD)).toEqual([{ kind: 'by-name', name: OLD }, { kind: 'as-declared' }]);
  });

  test('leaves another image at what is deployed, also where a newer one is declared', () => {
    const before = { ...mail, deployed: built('mail:000000000009') };
    expect(plan([notes, before], OLD, OLD, OTHER, 'mail:000000000009')[1]).toEqual({
      kind: 'by-name',
      name: 'mail:000000000009',
    });
    const rolledBack = { ...mail, deployed: { name: OTHER, isBuilt: false } };
    expect(plan([notes, rolledBack], OLD, OLD, OTHER)[1]).toEqual({ kind: 'by-name', name: OTHER });
  });

  test('takes another image as it is declared where the deployed one is gone', () => {
    const before = { ...mail, deployed: built('mail:000000000009') };
    expect(plan([notes, before], OLD, OLD, OTHER)[1]).toEqual({ kind: 'by-name', name: OTHER });
    expect(plan([notes, { ...mail, deployed: undefined }], OLD, OLD, OTHER)[1]).toEqual({
      kind: 'by-name',
      name: OTHER,
    });
  });

  test('says what would have to be built', () => {
    expect(plan([notes, { ...mail, deployed: undefined }], OLD, OLD)[1]).toEqual({
      kind: 'missing',
      name: OTHER,
    });
    expect(plan([notes], OLD)).toEqual([{ kind: 'missing', name: OLD }]);
  });

  test('moves files on top of another image with that', () => {
    const before = { ...mail, deployed: built('mail:000000000009') };
    const onOther = {
      ...files,
      built: builtImage('mail-with-files:000000000001'),
      context: onBase(context, OTHER),
    };
    const moved = onBase(context, 'mail:000000000009');
    expect(plan([notes, before, onOther], OLD, OLD, 'mail:000000000009')[2]).toEqual({
      kind: 'files',
      name: filesImageName(moved, 'mail-with-files'),
      context: moved,
    });
  });

  test('takes files on top of it that were made before, and else puts them there', () => {
    expect(plan([notes, files], OLD, OLD, OLD_FILES)[1]).toEqual({ kind: 'by-name', name: OLD_FILES });
    expect(plan([notes, files], OLD, OLD)[1]).toEqual({
      kind: 'files',
      name: OLD_FILES,
      context: onBase(context, OLD),
    });
  });

  test('leaves files on top of other images alone', () => {
    const onOther = { ...files, context: onBase(context, OTHER) };
    expect(plan([notes, mail, onOther], OLD, OLD)[2]).toEqual({ kind: 'as-declared' });
    expect(plan([notes, mail, { ...onOther, deployed: undefined }], OLD, OLD)[2]).toEqual({
      kind: 'as-declared',
    });
  });

  test('to what is declared and deployed changes nothing', () => {
    expect(plan([notes, files], NEW)).toEqual([{ kind: 'as-declared' }, { kind: 'as-declared' }]);
  });
});

describe('a rollback to what is synthesized', () => {
  const undeployed = [notes, files].map((image) => ({ ...image, deployed: built('notes:000000000009') }));

  test('uses every image by its name', () => {
    expect(plan(undeployed, undefined, NEW, FILES)).toEqual([
      { kind: 'by-name', name: NEW },
      { kind: 'by-name', name: FILES },
    ]);
  });

  test('builds nothing, no files either', () => {
    expect(plan(undeployed, undefined, NEW)[1]).toEqual({ kind: 'missing', name: FILES });
  });
});
