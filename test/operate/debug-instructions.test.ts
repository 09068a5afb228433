import { debugInstructions } from '../../lib/operate/debug-instructions';

describe('debugInstructions', () => {
  test('publish the debugger on the loopback address and nowhere else', () => {
    const published = [...debugInstructions('hello:debug-1').matchAll(/--publish (\S*\d)/g)].map(
      ([, port]) => port,
    );
    expect(published).toEqual(['127.0.0.1:40000:40000']);
  });

  test('name the Engine that has the image', () => {
    expect(debugInstructions('hello:debug-1')).toContain('  docker run --rm ');
    expect(debugInstructions('hello:debug-1', 'ssh://u@h')).toContain('  docker --host ssh://u@h run --rm ');
    expect(debugInstructions('hello:debug-1', 'ssh://u@h')).toContain('on another machine');
  });
});
