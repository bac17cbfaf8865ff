import { readdir, stat } from 'node:fs/promises';
import { basename, join, matchesGlob } from 'node:path';
import type { Input } from '@contactpoint/adapter';
import { findFiles } from '@contactpoint/connectors/transports/file';
import { createError, nearestName } from '@contactpoint/contract';

/** A file, and what it is called in reports. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

/** What somebody typed, and what a mapping asks for. */
export interface InputWords {
  readonly inputs: ReadonlyMap<string, Pick<Input, 'files'> & Partial<Pick<Input, 'options'>>>;
  /** Lookup tables by the name that the mapping has for them; those not given are left out. */
  readonly tables: readonly string[];
  /** Files, patterns, folders, and `input=file`. */
  readonly words: readonly string[];
  /** The mapping's own folder: where the files are when no words are given. */
  readonly folder: string | undefined;
  /** Passes over files that are gone or that no input takes, in place of refusing them. */
  readonly lenient?: boolean | undefined;
}
/** The files of each input and table that was found. */
export interface FoundInputs {
  readonly inputs: ReadonlyMap<string, readonly NamedFile[]>;
  readonly tables: ReadonlyMap<string, NamedFile>;
}

/**
 * Which file is which input. Throws `file.not-expected` for a file that somebody named and no input takes, and
 * `file.not-found` for an input that gets none, `usage.no-such-input` for `input=file` of an unknown input.
 */
export async function findInputs(options: InputWords): Promise<FoundInputs> {
  const { inputs, tables, words, folder, lenient = false } = options;
  const { assigned, rest } = splitAssignments(words, inputs);
  const named = await Promise.all(rest.map((word) => expandWord(word, options)));
  const beside = words.length > 0 || folder === undefined ? [] : await listFolder(folder);
  const files = [...named.flatMap(({ files: own }) => own), ...beside];
  const found = new Map<string, readonly NamedFile[]>();
  for (const [name, { files: patterns, options }] of inputs) {
    const own = assigned.get(name) ?? files.filter((file) => matches(file, patterns));
    if (own.length === 0) throw missing(name, patterns, options?.['transport']);
    found.set(name, own);
  }
  const foundTables = new Map<string, NamedFile>();
  for (const table of tables) {
    const file = files.find(({ path }) => basename(path) === basename(table));
    if (file) foundTables.set(table, file);
  }
  const taken = new Set([...[...found.values()].flat(), ...foundTables.values()].map(({ path }) => path));
  const stray = named.find(({ isFolder, files }) => !isFolder && files.some(({ path }) => !taken.has(path)));
  if (stray && !lenient) throw unexpected(stray.files, inputs);
  return { inputs: found, tables: foundTables };
}

function splitAssignments(words: readonly string[], inputs: InputWords['inputs']) {
  const assigned = new Map<string, NamedFile[]>();
  const rest = words.filter((word) => {
    const [, name = '', path = ''] = /^(\w+)=(.+)$/s.exec(word) ?? [];
    if (!inputs.has(name)) return true;
    assigned.set(name, [...(assigned.get(name) ?? []), { path, name: path }]);
    return false;
  });
  return { assigned, rest };
}

async function expandWord(
  word: string,
  { inputs, lenient = false }: InputWords,
): Promise<{ isFolder: boolean; files: readonly NamedFile[] }> {
  const facts = await stat(word).catch(() => undefined);
  const isFolder = facts?.isDirectory() ?? false;
  if (isFolder) return { isFolder, files: await listFolder(word) };
  if (lenient && !facts) return { isFolder, files: [] };
  const [, input] = /^(\w+)=./.exec(word) ?? [];
  if (!facts && input !== undefined) throw noInput(input, inputs);
  const paths = await findFiles([word]);
  return { isFolder, files: paths.map((path) => ({ path, name: path })) };
}

/** The files of a folder, by name. */
export async function listFolder(folder: string): Promise<readonly NamedFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ path: join(folder, name), name }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** In any case, as on Windows; a compressed file counts under its own name and under the one it has inside. */
function matches({ path }: NamedFile, patterns: readonly string[]): boolean {
  const name = basename(path).toLowerCase();
  const names = [name, name.replace(/\.gz$/, '')];
  return patterns.some((pattern) =>
    names.some((candidate) => matchesGlob(candidate, basename(pattern).toLowerCase())),
  );
}

function noInput(input: string, inputs: InputWords['inputs']): Error {
  const names = [...inputs.keys()];
  const meant = nearestName(input, names);
  return createError('usage.no-such-input', {
    values: { input, inputs: names.join(', ') },
    ...(meant && { suggestion: `Did you mean ${meant}=…?` }),
  });
}

function missing(input: string, patterns: readonly string[], transport: unknown): Error {
  const pattern = patterns.join(', ') || `${input}=…`;
  return createError('file.not-found', {
    values: { pattern },
    suggestion:
      typeof transport === 'string'
        ? `The input ${input} comes by ${transport}: that is for contactpoint listen or pull. For a file write ${input}=file.`
        : `The input ${input} needs a file. Name it ${pattern}, or write ${input}=file.`,
  });
}

function unexpected(files: readonly NamedFile[], inputs: InputWords['inputs']): Error {
  const patterns = [...inputs.values()].flatMap(({ files: own }) => own).join(', ');
  const names = [...inputs.keys()].map((name) => `${name}=file`).join(', ');
  return createError('file.not-expected', {
    values: { file: files.map(({ name }) => name).join(', '), patterns },
    suggestion: `Rename the file, or say which input it is: ${names}.`,
  });
}
