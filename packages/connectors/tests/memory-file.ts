import type { SourceBatch } from '@contactpoint/adapter';
import type { Format, SourceFile } from '../src/index.ts';

/** A file that lives in memory, handed out in the given chunks; tells how much was taken and whether it was let go. */
export interface MemoryFile extends SourceFile {
  readonly taken: () => number;
  readonly isReleased: () => boolean;
}

/** `chunkSizes` are used in turn; one byte at a time is `[1]`. */
export function createMemoryFile(bytes: Uint8Array, chunkSizes: readonly number[] = [65_536]): MemoryFile {
  let taken = 0;
  let released = false;
  async function* open(): AsyncGenerator<Uint8Array> {
    taken = 0;
    released = false;
    try {
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = Math.max(1, chunkSizes[turn % chunkSizes.length]!);
        const chunk = bytes.slice(at, at + size);
        at += chunk.length;
        taken = at;
        yield chunk;
      }
    } finally {
      released = true;
    }
  }
  return { name: 'export.dat', open, taken: () => taken, isReleased: () => released };
}

/** Everything that reading a file gave, in a shape that can be compared. */
export interface Reading {
  readonly records: readonly { readonly place: unknown; readonly values: readonly (string | undefined)[] }[];
  readonly unreadable: readonly { readonly code: string; readonly place: unknown; readonly raw: string }[];
  readonly issues: readonly string[];
  /** Code of the error that ended the reading. */
  readonly error?: string;
}

/** Reads a file to its end; the values are those of `fields`. Errors other than our own are thrown on. */
export async function readAll(format: Format, file: SourceFile, fields: readonly string[]): Promise<Reading> {
  const reading = {
    records: [] as Reading['records'][number][],
    unreadable: [] as Reading['unreadable'][number][],
    issues: [] as string[],
  };
  try {
    for await (const batch of format.read(file)) collect(batch, fields, reading);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined || !/^(csv|xml|file|json|fixed-width|hl7|fhir|xlsx|zip|ndjson)\./.test(code))
      throw error;
    return { ...reading, error: code };
  }
  return reading;
}

function collect(
  batch: SourceBatch,
  fields: readonly string[],
  into: {
    records: Reading['records'][number][];
    unreadable: Reading['unreadable'][number][];
    issues: string[];
  },
): void {
  for (const record of batch.records) {
    const values = fields.map((field) => record.layout.field(field)?.(record));
    into.records.push({ place: { ...record.place }, values });
  }
  for (const { issue, place, raw } of batch.unreadable) {
    into.unreadable.push({ code: issue.code, place, raw: Buffer.from(raw).toString('latin1') });
  }
  into.issues.push(...batch.issues.map((issue) => issue.code));
}

/** Where the first record of a file has texts and groups, as its layout describes it. */
export async function describeFirst(
  format: Format,
  file: SourceFile,
  groups: ReadonlySet<string> | undefined,
): Promise<{ readonly fields: readonly string[]; readonly groups: readonly string[] } | undefined> {
  for await (const { records } of format.read(file)) {
    const [record] = records;
    const places = record?.layout.describe?.(record, groups);
    const pathsOf = (all: readonly { readonly path: string }[]) => all.map(({ path }) => path);
    return places && { fields: pathsOf(places.fields), groups: pathsOf(places.groups) };
  }
  return undefined;
}
