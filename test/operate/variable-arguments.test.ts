import { resolve } from 'node:path';
import { variableArguments } from '../../lib/operate/variable-arguments';

describe('values of variables', () => {
  test('are arguments of their own, with whole paths, and win over files', () => {
    const values = { variables: ['tag=1 2'], variableFiles: ['a.tfvars', '/etc/b.tfvars'] };
    expect(variableArguments(values)).toEqual([
      ...['-var-file', resolve('a.tfvars'), '-var-file', '/etc/b.tfvars', '-var', 'tag=1 2'],
    ]);
    expect(variableArguments({ variables: [], variableFiles: [] })).toEqual([]);
  });

  test('are not repeated when they are none: they may be secrets', () => {
    const bad = (variable: string): (() => unknown) => {
      return () => variableArguments({ variables: [variable], variableFiles: [] });
    };
    const words = '--var takes the name of a variable and its value; write --var NAME=VALUE';
    expect(bad('hunter2')).toThrow(new Error(words));
    expect(bad('=hunter2')).toThrow(words);
    expect(() => variableArguments({ variables: [], variableFiles: [''] })).toThrow('write --var-file FILE');
  });
});
