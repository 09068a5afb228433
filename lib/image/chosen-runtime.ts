import { quote } from '../core/errors';
import type { GoProgram } from '../gomodule/go-program';
import type { CompilerSettings } from './compiler-options';
import { GO_IMAGE_DEFAULTS, type GoImageProps } from './go-image-props';
import { glibcProblems } from './image-problems';
import { Runtime } from './runtime';
import { chooseRuntime } from './runtime-choice';
import { runtimeProblems } from './runtime-rules';
import { floatingProblems, runtimeUseWarnings } from './runtime-warnings';

/** The runtime of an image, and what is to be said of it. */
export interface ChosenRuntime {
  readonly runtime: Runtime;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The runtime that the user says, or the one that the program needs; judged together with the builder. */
export function chosenRuntime(
  props: GoImageProps,
  compiler: CompilerSettings,
  program: GoProgram | undefined,
): ChosenRuntime {
  const cgo = props.cgo ?? GO_IMAGE_DEFAULTS.cgo;
  const chosen =
    props.runtime === undefined && program
      ? chooseRuntime({
          cgo,
          staticallyLinked: compiler.staticLink,
          libraries: program.native.libraries,
          cxx: program.native.cxx,
          outsideImports: program.outsideImports,
        })
      : { runtime: props.runtime ?? Runtime.distrolessStatic(), problems: [] };
  const use = {
    cgo,
    staticallyLinked: compiler.staticLink,
    positionIndependent: compiler.positionIndependent,
    race: (props.gates ?? []).some(({ _data }) => _data.race),
    builder: props.builder ?? GO_IMAGE_DEFAULTS.builder,
    runtime: chosen.runtime,
    ownSteps: (props.hooks ?? []).length > 0,
    architecture: props.platform?.architecture,
    assumeGlibc: glibcProblems(props.assumeGlibc).length === 0 ? props.assumeGlibc : undefined,
  };
  return {
    runtime: chosen.runtime,
    problems: [
      ...chosen.problems,
      ...runtimeProblems(use),
      ...((props.strict ?? GO_IMAGE_DEFAULTS.strict) && props.acceptFloatingTag === undefined
        ? [
            ...floatingProblems('builder', use.builder),
            ...floatingProblems('runtime', use.runtime.base),
            ...(props.stages ?? []).flatMap(({ name, _base }) =>
              _base.kind === 'image'
                ? floatingProblems(`base of the stage ${quote(name)}`, _base.reference)
                : [],
            ),
          ]
        : []),
    ],
    warnings: runtimeUseWarnings(use),
  };
}
