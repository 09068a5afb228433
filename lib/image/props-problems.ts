import { Token } from 'cdktf';
import { compilerProblems, type CompilerSettings } from './compiler-options';
import { GO_IMAGE_DEFAULTS, type GoImageProps } from './go-image-props';
import { labelProblems } from './image-labels';
import { writableProblems } from './image-places';
import {
  generatedProblems,
  glibcProblems,
  nameProblems,
  portProblems,
  proxyProblems,
  stampsProblems,
} from './image-problems';
import { referenceProblems } from './image-reference';
import { tagsOf } from './plan-build';

/** What is wrong with the properties, whatever the program is. */
export function propsProblems(props: GoImageProps, compiler: CompilerSettings): string[] {
  const builder = props.builder ?? GO_IMAGE_DEFAULTS.builder;
  return [
    ...(props.name === undefined ? [] : nameProblems(props.name)),
    ...referenceProblems('builder', builder),
    ...(builder === 'scratch' ? ['builder "scratch" has no Go toolchain; write "golang:1.27-trixie"'] : []),
    ...compilerProblems(tagsOf(props, compiler), compiler),
    ...stampsProblems(props.stamp ?? {}),
    ...labelProblems(props.labels ?? {}),
    ...writableProblems(props.writable ?? GO_IMAGE_DEFAULTS.writable),
    ...portProblems(props.port),
    ...generatedProblems(props.generated ?? GO_IMAGE_DEFAULTS.generated),
    ...((props.generated ?? []).length > 0 && (props.hooks ?? []).length === 0
      ? ['generated names directories, but no hook fills them; add a hook after the step "sources"']
      : []),
    ...Object.keys(props.assets ?? {})
      .concat(props.writable ?? [])
      .filter((path) => Token.isUnresolved(path))
      .map(() => 'a path of assets or writable is not known while synthesizing; give the text itself'),
    ...glibcProblems(props.assumeGlibc),
    ...proxyProblems(props.proxy, props.privateModules),
  ];
}
