import { stat } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import type { OpenOptions, SourceFile } from '../../format.ts';
import { openZip, type ZipArchive } from '../../zip/zip-archive.ts';
import { openFileAccess } from './open-file-access.ts';

/** A member of an archive, told by a path that goes through it: `export.zip/children.csv`. */
export interface ZipMemberPath {
  readonly archive: string;
  readonly member: string;
}

/** The archive and member of such a path; undefined for a path that goes through none. */
export function splitZipPath(path: string): ZipMemberPath | undefined {
  const match = /^(.*?\.zip)[/\\](.+)$/is.exec(path);
  return match === null ? undefined : { archive: match[1]!, member: match[2]!.replaceAll('\\', '/') };
}

/** The paths of an archive's members, by name; what archivers put in of their own accord is left out. */
export async function listZipMembers(archive: string): Promise<readonly string[]> {
  const names = await withArchive(archive, ({ names }) => Promise.resolve(names));
  return names
    .filter((name) => !/(^|\/)(__MACOSX\/|\.)/.test(name))
    .sort()
    .map((name) => `${archive}/${name}`);
}

/** A member as a file of its own. */
export async function openZipMember({ archive, member }: ZipMemberPath): Promise<SourceFile> {
  const name = `${archive}/${member}`;
  const names = await withArchive(archive, (opened) => Promise.resolve(opened.names));
  if (!names.includes(member)) throw createError('file.not-found', { values: { pattern: name } });
  const { size, mtimeMs } = await stat(archive);
  return { name, stamp: `${size} ${mtimeMs}`, open: (options) => readMember(archive, member, options) };
}

async function* readMember(
  archive: string,
  member: string,
  { signal, onBytes }: OpenOptions = {},
): AsyncGenerator<Uint8Array> {
  signal?.throwIfAborted();
  const access = await openFileAccess(archive);
  try {
    const opened = await openZip(access, { file: archive });
    for await (const chunk of opened.open(member, onBytes)) {
      signal?.throwIfAborted();
      yield chunk;
    }
  } finally {
    await access.close();
  }
}

async function withArchive<T>(path: string, use: (archive: ZipArchive) => Promise<T>): Promise<T> {
  const access = await openFileAccess(path);
  try {
    return await use(await openZip(access, { file: path }));
  } finally {
    await access.close();
  }
}
