import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Quarantine, QuarantinedRow } from '@contactpoint/adapter';

/** Days after which a run's folder is deleted: rows of real children must not lie about. */
const KEPT_FOR_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Keeps rows in the sender's own layout, so that they can be repaired where they stand. Each run has a folder of
 * its own, made with its first row: for each file of the export a CSV with its columns, for unreadable rows the
 * bytes as they were, and `issues.csv` with what is wrong with which row. Only the owner may read them; folders
 * older than thirty days are deleted.
 */
export function createFileQuarantine(parent: string, now: Date): Quarantine {
  const files = new Map<string, FileHandle>();
  const counts = new Map<string, number>();
  let folder: Promise<string> | undefined;
  return {
    async put(rows) {
      folder ??= startFolder(parent, now);
      const own = await folder;
      for (const [name, bytes] of collect(rows, counts)) {
        const file = files.get(name) ?? (await open(join(own, name), 'ax', 0o600));
        files.set(name, file);
        await file.appendFile(bytes);
      }
    },
    async close() {
      for (const file of files.values()) {
        await file.sync();
        await file.close();
      }
    },
  };
}

const ISSUES_FILE = 'issues.csv';
const ISSUE_COLUMNS = [
  'file',
  'row',
  'export',
  'export row',
  'export line',
  'column',
  'code',
  'what',
  'what to do',
];

/** What these rows add to each file; `counts` holds the rows that each has already. */
function collect(
  rows: readonly QuarantinedRow[],
  counts: Map<string, number>,
): ReadonlyMap<string, Uint8Array> {
  const parts = new Map<string, Uint8Array[]>();
  const add = (name: string, heading: readonly string[] | undefined, bytes: Uint8Array): number => {
    const count = counts.get(name) ?? 0;
    const list = parts.get(name) ?? [];
    if (count === 0 && heading) list.push(Buffer.from(toLine(heading)));
    parts.set(name, [...list, bytes]);
    counts.set(name, count + 1);
    return count + 1;
  };
  for (const row of rows) {
    const name = nameOf(row);
    const number = add(name, row.columns, row.raw ?? Buffer.from(toLine(row.values ?? [])));
    for (const cells of toIssueRows(row, name, number))
      add(ISSUES_FILE, ISSUE_COLUMNS, Buffer.from(toLine(cells)));
  }
  return new Map([...parts].map(([name, list]) => [name, Buffer.concat(list)]));
}

/** Files of other formats become CSV too: their values by column are what somebody can repair. */
function nameOf({ place, raw }: QuarantinedRow): string {
  const source = basename(place.file);
  if (raw) return `${source}.unreadable`;
  return /\.csv$/i.test(source) ? source : `${source}.csv`;
}

function toIssueRows(
  { place, issues }: QuarantinedRow,
  name: string,
  number: number,
): readonly (readonly string[])[] {
  const { file, row = '', line = '' } = place;
  return issues.map(({ code, message, suggestion = '', place: at }) => [
    ...[name, String(number), file, String(row), String(line)],
    ...[at?.column ?? '', code, message, suggestion],
  ]);
}

const FOLDER_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(-\d+)?$/;

async function startFolder(parent: string, now: Date): Promise<string> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  for (const name of await readdir(parent)) {
    if (!FOLDER_PATTERN.test(name)) continue;
    const { mtimeMs } = await stat(join(parent, name));
    if (now.getTime() - mtimeMs > KEPT_FOR_DAYS * DAY) await rm(join(parent, name), { recursive: true });
  }
  const name = now.toISOString().slice(0, 19).replaceAll(':', '-');
  // Two runs may begin in one second: the second gets a number.
  for (let number = 1; ; number += 1) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    if (await makeFolder(folder)) return folder;
  }
}

async function makeFolder(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function toLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell = '') => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
