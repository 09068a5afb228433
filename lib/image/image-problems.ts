import { Token } from 'cdktf';
import { quote } from '../core/errors';
import { sortedEntries } from '../core/names';
import type { PrivateModules } from './private-modules';
import { PROBE_PATH } from './stage-parts';

const NAME = /^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/;

/** What is wrong with the name of an image, if anything. */
export function nameProblems(name: string): string[] {
  if (NAME.test(name) && name.length <= 128) {
    return [];
  }
  const better = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return [
    `image name ${quote(name)} is not possible: lower case letters and digits, divided by single ".", "_", "-" or ` +
      `"/", at most 128 characters; write ${quote(better.slice(0, 128) || 'server')}`,
  ];
}

/** What is wrong with the name of a program as a file of an image. */
export function programNameProblems(programName: string): string[] {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(programName)) {
    return [
      `the program would be called ${quote(programName)}, after its package; rename the directory: letters, digits, ".", "_" ` +
        'and "-", beginning with a letter or digit',
    ];
  }
  return PROBE_PATH.endsWith(`/${programName}`)
    ? [
        `the program would be called ${quote(programName)}, which is the probe's name in every image; rename the directory`,
      ]
    : [];
}

/** What is wrong with a value that is stamped into the program. */
export function stampProblems(symbol: string, value: unknown): string[] {
  if (typeof value !== 'string' || Token.isUnresolved(value)) {
    return [
      `stamp ${quote(symbol)} has a value that is no text while synthesizing; the image is named by a digest of it, so give ` +
        'the text itself',
    ];
  }
  if (!/^[^\s='"]+\.[\p{L}_][\p{L}\p{Nd}_]*$/u.test(symbol)) {
    return [
      `stamp ${quote(symbol)} names no variable; write the package and the variable, such as "main.version"`,
    ];
  }
  const both = value.includes("'") && value.includes('"');
  if (both || /[\r\n\0]/.test(value)) {
    return [
      `stamp ${quote(symbol)} has the value ${quote(value)}, which the linker cannot take: one line, with at most ` +
        'one kind of quotes in it',
    ];
  }
  return [];
}

/** What is wrong with a list of module proxies, and with what it is for. */
export function proxyProblems(proxy: string | undefined, privateModules?: PrivateModules): string[] {
  const entries = proxy?.split(/[,|]/) ?? [];
  return [
    ...(proxy === undefined ? [] : addressProblems(proxy, entries)),
    ...(privateModules?.throughProxy === true && !entries.some((entry) => entry.startsWith('https://'))
      ? [
          'private modules come through the proxy, and proxy names none with https://, the only one that Go tells a password; ' +
            'write "https://proxy.example.com", or leave throughProxy out',
        ]
      : []),
  ];
}

function addressProblems(proxy: string, entries: readonly string[]): string[] {
  if (Token.isUnresolved(proxy) || /\/\/[^/,|]*(@|%40)|\?/i.test(proxy)) {
    return [
      'proxy holds a user name, a password, a query or a value that is not known while synthesizing, and it is written into the ' +
        'Dockerfile; give the address alone, and the password by PrivateModules.netrc',
    ];
  }
  return entries
    .filter((entry) => !/^(direct|off|(https?|file):\/\/\S+)$/.test(entry))
    .map(
      (entry) =>
        `proxy ${quote(entry)} is no address of a module proxy; write "https://proxy.example.com", "direct" or "off"`,
    );
}

/** What is wrong with directories that a step of the build fills. */
export function generatedProblems(paths: readonly string[]): string[] {
  return paths
    .filter(
      (path) => path === '' || /^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(path) || /^(\.\/?)+$/.test(path),
    )
    .map(
      (path) =>
        `generated directory ${quote(path)} is not one below source, so that every mistake there would pass; write it like "internal/api"`,
    );
}

/** What is wrong with a version of glibc. */
export function glibcProblems(version: string | undefined): string[] {
  return version === undefined || /^[0-9]+\.[0-9]+$/.test(version)
    ? []
    : [`assumeGlibc ${quote(version)} is no version of glibc; write it like "2.34"`];
}

/** What is wrong with the port of an image. */
export function portProblems(port: number | undefined): string[] {
  return port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)
    ? []
    : [`port ${port} is not possible; give a whole number from 1 to 65535`];
}

/** What is wrong with arguments of an image. */
export function argumentProblems(args: readonly unknown[], programPath: string): string[] {
  return args.flatMap((argument, index) => {
    if (typeof argument !== 'string' || argument === '' || Token.isUnresolved(argument)) {
      return [
        'an argument is empty or not known while synthesizing; give its text, or give it to the service',
      ];
    }
    // A shell line of a Compose file often begins with the program.
    return index === 0 && argument === programPath
      ? [
          `the first argument ${quote(argument)} is the program itself, which the image starts anyway; leave it out`,
        ]
      : [];
  });
}

/** The same check for every entry of a map. */
export function stampsProblems(stamp: Readonly<Record<string, string>>): string[] {
  return sortedEntries<unknown>(stamp).flatMap(([symbol, value]) => stampProblems(symbol, value));
}
