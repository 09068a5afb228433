import { Gate, Size } from '../../../lib';
import type { GoImageProps } from '../../../lib';
import type { BuildDigests } from '../../../lib/image/build-context';
import { goModule } from '../../support/go-module';
import { type StagedContext, stagedImage } from './staged-context';

/** What every image of these tests is called. */
export const NAME = 'go-containers-test/gates';
/** One module path for all: the caches of the builder are those of a module. */
const GO_MOD = 'module example.com/gates\n\ngo 1.26\n';
/** It waits, as a server does, or tells what it was compiled with. */
const MAIN = `package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	fmt.Println(mode)
	if len(os.Args) == 1 {
		time.Sleep(time.Hour)
	}
}
`;
/** The rest of the smallest program. */
export const PLAIN = { 'mode.go': 'package main\n\nconst mode = "plain"\n' };
/** Nothing imports it, so that no compiler would miss it. */
const REQUIRED = 'github.com/pkg/errors v0.9.1';
const GO_SUM = [
  `${REQUIRED} h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=`,
  `${REQUIRED}/go.mod h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=`,
  '',
].join('\n');

/** A file with one test. */
export function testOf(body: string): string {
  return `package main\n\nimport "testing"\n\nfunc TestMode(t *testing.T) {\n${body}\n}\n`;
}

/** Two counts of one variable at once; that they come one after the other is chance, and nothing that a test would see. */
export const RACE = `	done := make(chan bool)
	count := 0
	for range 2 {
		go func() {
			count++
			done <- true
		}()
	}
	<-done
	<-done`;

/** A gate, and a program before and after the edit that it must not let through. */
export interface Case {
  readonly gate: string;
  readonly props: Partial<GoImageProps>;
  readonly files: Readonly<Record<string, string>>;
  readonly edited: Readonly<Record<string, string>>;
  readonly editedProps?: Partial<GoImageProps>;
  /** The only trigger that the edit changes. */
  readonly cause: keyof BuildDigests;
  /** The stage that is not passed. */
  readonly stage: string;
  /** What it says of the edit. */
  readonly words: RegExp;
}

export const CASES: readonly Case[] = [
  {
    gate: 'verify',
    props: { gates: [Gate.verify()] },
    files: { ...PLAIN, 'go.mod': `${GO_MOD}\nrequire ${REQUIRED}\n`, 'go.sum': GO_SUM },
    edited: { 'go.sum': GO_SUM.replace('FEBLx1zS', 'AAAAAAAA') },
    cause: 'modules',
    stage: 'verify',
    words: /verifying github\.com\/pkg\/errors@v0\.9\.1: checksum mismatch/,
  },
  {
    gate: 'vet',
    props: { gates: [Gate.vet()] },
    files: PLAIN,
    edited: { 'main.go': MAIN.replace('Println(mode)', 'Printf("%d\\n", mode)') },
    cause: 'source',
    stage: 'vet',
    words: /fmt\.Printf format %d has arg mode of wrong type/,
  },
  {
    gate: 'test',
    props: { gates: [Gate.test()] },
    files: { ...PLAIN, 'main_test.go': testOf('\tt.Log(mode)') },
    edited: { 'main_test.go': testOf('\tt.Fatal(mode, "is not what it was")') },
    cause: 'tests',
    stage: 'test',
    words: /main_test\.go:6: plain is not what it was/,
  },
  {
    gate: 'test with race',
    props: { gates: [Gate.test({ race: true })] },
    // The race detector needs cgo, which the program itself goes without.
    files: {
      'mode_cgo.go': '//go:build cgo\n\npackage main\n\nconst mode = "with cgo"\n',
      'mode.go': '//go:build !cgo\n\npackage main\n\nconst mode = "plain"\n',
      'main_test.go': testOf('\tif mode != "with cgo" {\n\t\tt.Fatal(mode)\n\t}'),
    },
    edited: { 'main_test.go': testOf(RACE) },
    cause: 'tests',
    stage: 'test',
    words: /WARNING: DATA RACE/,
  },
  {
    gate: 'tool',
    props: {
      gates: [
        Gate.tool('golang.org/x/tools/go/analysis/passes/shadow/cmd/shadow@v0.52.0', ['-strict', './...']),
      ],
      tags: ['extra'],
    },
    files: { ...PLAIN, 'extra.go': '//go:build extra\n\npackage main\n' },
    edited: {
      'extra.go':
        '//go:build extra\n\npackage main\n\nfunc init() {\n\tx := 1\n\tif x > 0 {\n\t\tx := 2\n\t\t_ = x\n\t}\n}\n',
    },
    cause: 'source',
    stage: 'tool-shadow',
    words: /extra\.go:8:3: declaration of "x" shadows declaration at line 6/,
  },
  {
    gate: 'size',
    props: { maxSize: Size.mebibytes(20) },
    files: PLAIN,
    edited: {},
    editedProps: { maxSize: Size.mebibytes(1) },
    cause: 'recipe',
    stage: 'size',
    words: /the files of the image have \d+ bytes, and maxSize allows 1048576/,
  },
];

/** Id of the image of a case. */
export function idOf(gate: string): string {
  return gate.replace(/ /g, '-');
}

/** Properties of a program with these files, beside its go.mod and its main function. */
export function programOf(
  files: Readonly<Record<string, string>>,
  props: Partial<GoImageProps>,
): GoImageProps {
  return {
    source: goModule({ 'go.mod': GO_MOD, 'main.go': MAIN, ...files }),
    name: NAME,
    probe: false,
    proxy: process.env.GOPROXY,
    ...props,
  };
}

/** The context of such a program, which is not deployed. */
export function staged(files: Readonly<Record<string, string>>, props: Partial<GoImageProps>): StagedContext {
  return stagedImage(programOf(files, props));
}
