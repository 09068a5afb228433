import { parseGoMod } from '../../lib/gomodule/go-mod-file';

describe('parseGoMod', () => {
  test('reads module, language version and what is required', () => {
    expect(
      parseGoMod('// notes\nmodule example.com/notes // here\n\ngo 1.26.1\n\nrequire a.b/c v1.0.0\n'),
    ).toEqual({
      module: 'example.com/notes',
      goVersion: '1.26.1',
      hasRequirements: true,
      localReplacements: [],
    });
  });

  test('reads blocks, quoted paths and comments in them', () => {
    const text =
      'module "example.com/x"\nrequire (\n\ta.b/c v1.0.0 // indirect\n)\nreplace (\n\ta.b/c => ../c\n\td => e.f/d v1.0.0\n)\n';
    expect(parseGoMod(text)).toMatchObject({
      module: 'example.com/x',
      hasRequirements: true,
      localReplacements: ['../c'],
    });
  });

  test('takes the language version that Go takes where the line is missing', () => {
    expect(parseGoMod('module x\n')?.goVersion).toBe('1.16');
  });

  test('is not led astray by an empty block or by a module path like a comment', () => {
    expect(parseGoMod('module example.com/a//b\nrequire (\n)\n')).toMatchObject({ hasRequirements: false });
  });

  test('finds no module where none is named', () => {
    expect(parseGoMod('go 1.26\n')).toBeUndefined();
  });
});
