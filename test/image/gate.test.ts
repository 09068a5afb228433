import { Duration } from '../../lib/core/duration';
import { Gate, programOf } from '../../lib/image/gate';

describe('Gate', () => {
  test('recommends verify, vet and test', () => {
    expect(Gate.recommended().map(({ _data }) => _data.stage)).toEqual(['verify', 'vet', 'test']);
  });

  test('tells the tests what was asked for, and nothing else', () => {
    expect(Gate.test()._data.args).toEqual(['-timeout=10m0s']);
    const all = { race: true, short: true, shuffle: true, timeout: Duration.seconds(90) };
    expect(Gate.test(all)._data.args).toEqual(['-timeout=1m30s', '-race', '-short', '-shuffle=on']);
    expect(Gate.test({ race: undefined, timeout: undefined })._data).toEqual(Gate.test()._data);
  });

  test.each([
    ['A B', 'x'],
    ['', 'x'],
    ['A=B', 'x'],
    ['A', 'x\ny'],
  ])('refuses the variable %j=%j for tests', (name, value) => {
    expect(() => Gate.test({ environment: { [name]: value } })).toThrow('of the tests is not possible');
  });

  test.each([
    ['honnef.co/go/tools/cmd/staticcheck@latest', 'honnef.co/go/tools/cmd/staticcheck@v1.2.3'],
    ['honnef.co/go/tools/cmd/staticcheck', 'honnef.co/go/tools/cmd/staticcheck@v1.2.3'],
    ['example.com/x@v1', 'example.com/x@v1.2.3'],
    ['example.com/x@main', 'example.com/x@v1.2.3'],
    ['-x@v1.2.3', '@v1.2.3'],
    ['a b@v1.2.3', '@v1.2.3'],
  ])('refuses the tool %j, which has no exact version', (tool, better) => {
    expect(() => Gate.tool(tool)).toThrow(better);
  });

  test.each([
    ['honnef.co/go/tools/cmd/staticcheck@v0.7.0', 'staticcheck'],
    ['github.com/golangci/golangci-lint/v2@v2.1.0', 'golangci-lint'],
    ['github.com/x/Y_z@v1.0.0-rc.1', 'Y_z'],
  ])('knows what Go calls the program of %s', (tool, program) => {
    expect(programOf(tool)).toBe(program);
    expect(Gate.tool(tool)._data.stage).toBe(`tool-${program.toLowerCase().replace('_', '-')}`);
  });
});

describe('variables of the tests', () => {
  test.each(['GOFLAGS', 'CGO_ENABLED', 'GOARCH', 'GOOS'])(
    'cannot be %s, which decides what is compiled',
    (name) => {
      expect(() => Gate.test({ environment: { [name]: 'x' } })).toThrow(
        'test something else than what is built',
      );
    },
  );

  test('cannot hold a password in an address, which is not repeated', () => {
    const make = () => Gate.test({ environment: { DATABASE: 'postgres://me:hunter2@db/x' } });
    expect(make).toThrow('has an address with a password in it');
    expect(make).not.toThrow('hunter2');
  });
});
