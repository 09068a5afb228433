import { resolve } from 'node:path';
import { App } from 'cdktf';
import type { IConstruct } from 'constructs';
import { GoReader } from '../gomodule/go-program';
import { PerApp } from '../provider/per-app';

const readers = new PerApp(() => new GoReader());

/** The reader of an app: its images share what is read. */
export function goReaderOf(construct: IConstruct): GoReader {
  return readers.of(construct);
}

/** A module that holds the app must not get what the app writes: each synthesis would change the next one. */
export function outputFolderOf(construct: IConstruct): string[] {
  const { root } = construct.node;
  return App.isApp(root) ? [resolve(root.outdir)] : [];
}
