import { Artefact } from '../dockerfile/artefact';
import { Mount } from '../dockerfile/mount';
import { Step } from '../dockerfile/step';
import { CERTIFICATES, CONTEXT, LIBRARIES, OUT, OWNED, PASSED, PROGRAMS, ZONES } from './build-paths';
import type { BuildPlan } from './build-plan';
import { platformWords } from './go-command';

/**
 * Terraform shows of a failed build only the text of the step that failed, without a word of the compiler's or a gate's. So
 * every step says where those words are to be had.
 */
const HINT = 'COMPILER_MESSAGES=[to see them: npx --no go-containers build]';

/** The loader and the libraries that it finds for the programs; their real files, under the names that they are asked for by. */
const COPY_LIBRARIES =
  `mkdir ${LIBRARIES}; ldd ${OUT}${PROGRAMS}/* | ` +
  `awk '$2 == "=>" && $3 ~ /^\\// { print $3 } $1 ~ /^\\// && $1 !~ /:$/ { print $1 }' | sort -u | ` +
  `while read -r file; do mkdir -p "${LIBRARIES}\${file%/*}"; cp -L "$file" "${LIBRARIES}$file"; done`;

/** Equal files give equal layers: no layer tells when it was made. */
function normalize(...paths: string[]): string {
  return `find ${paths.join(' ')} -exec touch -h -d @0 {} +`;
}

/** A command, and then its output made independent of the time. The text is always the same; arguments are words of their own. */
export function compileStep(plan: BuildPlan, command: readonly string[]): Step {
  const script = plan.builderLibraries
    ? `"$@"; ${COPY_LIBRARIES}; ${normalize(OUT, LIBRARIES)}`
    : `"$@"; ${normalize(OUT)}`;
  return goStep(plan, 'build', script, command);
}

/** What a gate has beside its command. */
export interface GateStepOptions {
  /** Shell text that runs before the command; ends in "; ". */
  readonly before?: string;
  /** What is there while it runs, beside Go's caches. */
  readonly mounts?: readonly Mount[];
}

/** The command of a gate, and then the sign that it was passed. */
export function gateStep(
  plan: BuildPlan,
  name: string,
  command: readonly string[],
  { before = '', mounts = [] }: GateStepOptions = {},
): Step {
  return goStep(plan, name, `${before}"$@"; ${leaveSign()}`, command, mounts);
}

/** Compiles a tool for the machine that builds, whatever flags the builder has for programs of its own. */
export function installStep(plan: BuildPlan, name: string, tool: string, directory: string): Step {
  const variables = ['env', 'GOFLAGS=', `GOBIN=${directory}`];
  return shellStep(name, '"$@"', [...variables, 'go', 'install', tool], [...caches(plan), ...secrets(plan)]);
}

function goStep(
  plan: BuildPlan,
  name: string,
  script: string,
  command: readonly string[],
  mounts: readonly Mount[] = [],
): Step {
  return shellStep(
    name,
    script,
    command,
    [...mounts, ...caches(plan), ...secrets(plan)],
    platformWords(plan.settings),
  );
}

function shellStep(
  name: string,
  script: string,
  command: readonly string[],
  mounts: Mount[],
  variables: readonly string[] = [],
): Step {
  return Step.run(['env', HINT, ...variables, '/bin/sh', '-euc', script, name, ...command], { mounts });
}

/** What the image gets beside its programs. */
export function assetsStep(plan: BuildPlan, probe: readonly string[]): Step {
  const { zones, certificates, owned } = plan.assets;
  const zonesFile = `${OUT}${ZONES}`;
  const bundle = `${OUT}${CERTIFICATES}`;
  const extra = certificates.own.length > 0 ? ` /${CONTEXT.certificates}/*` : '';
  const script = [
    `mkdir -p ${OUT}`,
    ...(certificates.inImage
      ? [`mkdir -p ${parent(bundle)}`, `cat ${CERTIFICATES}${extra} > ${bundle}`]
      : []),
    ...(zones
      ? [`mkdir -p ${parent(zonesFile)}`, `cp "$(go env GOROOT)/lib/time/zoneinfo.zip" ${zonesFile}`]
      : []),
    '"$@"',
    normalize(OUT, ...(owned.length > 0 ? [OWNED] : [])),
  ];
  const words = platformWords(plan.settings);
  return shellStep('assets', script.join('; '), probe.length > 0 ? probe : ['true'], caches(plan), words);
}

/** Fails when the files of the image are more than `bytes` together. */
export function sizeStep(image: Mount, root: string, bytes: number): Step {
  const script = [
    `total=$(find ${root} -xdev -type f -exec stat -c %s {} + | awk '{ sum += $1 } END { printf "%.0f", sum }')`,
    'if [ "$total" -gt "$1" ]; then echo "the files of the image have $total bytes, and maxSize allows $1" >&2; exit 1; fi',
    leaveSign(),
  ];
  return shellStep('size', script.join('; '), [`${bytes}`], [image]);
}

function leaveSign(): string {
  return `mkdir -p ${PASSED}; touch -d @0 ${PASSED}`;
}

/** Makes a stage depend on a gate: BuildKit builds only what the target needs. */
export function passedGate(stage: string): Step {
  return Step.copyFrom(Artefact.of(stage, `${PASSED}/`), '/');
}

/** Scoped to the module, or to what the app says: a build of another project neither fills nor poisons these caches. */
export function caches(plan: BuildPlan): Mount[] {
  const scope = `cdktf-go-containers/${plan.cache}`;
  return [
    Mount.cache(`${scope}/modules`, '/go/pkg/mod'),
    Mount.cache(`${scope}/build`, '/root/.cache/go-build'),
  ];
}

function secrets({ privateModules }: BuildPlan): Mount[] {
  return privateModules ? [Mount.secret(NETRC, '/root/.netrc')] : [];
}

/** Id of the build secret with the passwords of private modules. */
export const NETRC = 'netrc';

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
