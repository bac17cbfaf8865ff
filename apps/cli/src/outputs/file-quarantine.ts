import { mkdir, open, readdir, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Quarantine, QuarantinedRow } from '@contactpoint/adapter';
import { toCsvLine } from './csv-line.ts';
import { recipePath, type KeptFile, type Recipe } from './recipe.ts';
import { isRepeated, TakenIds } from './taken-ids.ts';

/** Days after which a run's folder is deleted: rows of real children must not lie about. */
const KEPT_FOR_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/** What a quarantine knows of the run whose rows it keeps. */
export interface QuarantineOptions {
  readonly now: Date;
  readonly recipe: Recipe;
  /** The input that a file of the export belongs to. */
  inputOf(exportName: string): string;
  /** What stands around the rows of a file of the export; undefined where they cannot be read outside it. */
  frameOf(exportName: string): Promise<RowFrame | undefined>;
}

/** What stands around rows that are put one below another, in the encoding of their file. */
export interface RowFrame {
  /** Above the first row: titles and header. */
  readonly head: Uint8Array;
  /** Behind each row that does not end so. */
  readonly end: Uint8Array;
}

/** A quarantine in files. */
export interface FileQuarantine extends Quarantine {
  /** This run's folder; undefined while nothing was put. */
  readonly folder: string | undefined;
  /** Whether `replay` can send any of its rows once they are repaired. */
  readonly isRepairable: boolean;
}

/**
 * Keeps rows in the sender's own layout, so that they can be repaired where they stand and sent again by
 * `replay`. Each run has a folder of its own, made with its first row:
 * - for each file of the export a CSV with its columns and, behind them, the cause and what is wrong with
 *   each row;
 * - for rows that cannot be read their bytes as they were, below the header;
 * - for rows whose id stood twice a file of their own: they are sent once their id is another;
 * - `issues.csv` with what is wrong with which row.
 * Rows of a format that cannot be read row by row are there to look at only. Cells that a spreadsheet would
 * run have an apostrophe in front, which `replay` takes away. Only the owner may read the files; folders
 * older than thirty days are deleted.
 */
export function createFileQuarantine(parent: string, options: QuarantineOptions): FileQuarantine {
  const book = new Book(options);
  let folder: string | undefined;
  return {
    get folder() {
      return folder;
    },
    get isRepairable() {
      return book.kept.length > 0;
    },
    async put(rows) {
      folder ??= await startFolder(parent, options.now);
      await book.write(rows, folder);
    },
    async close() {
      await book.close();
      if (folder === undefined) return;
      const text = JSON.stringify({ ...options.recipe, kept: book.kept, taken: book.taken }, undefined, 2);
      await writeFile(recipePath(folder), `${text}\n`, { mode: 0o600 });
    },
  };
}

/** The file of a quarantine folder that says what is wrong with which row. */
export const ISSUES_FILE = 'issues.csv';
/** Its header. */
export const ISSUE_COLUMNS = [
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

/** Spreadsheets take a file without it for one in the letters of their country, and would write names back broken. */
const BYTE_ORDER_MARK = '\u{FEFF}';

/** A file of rows: what stands behind each, and how it is sent again where it can be. */
interface RowFile {
  readonly name: string;
  readonly end: Uint8Array;
  readonly kept?: KeptFile;
}

/** The files of one folder, each with its name, its handle and the rows it has. */
class Book {
  readonly #options: QuarantineOptions;
  readonly #files = new Map<string, FileHandle>();
  readonly #counts = new Map<string, number>();
  readonly #rowFiles = new Map<string, RowFile>();
  readonly #names = new Set([ISSUES_FILE]);
  readonly #taken = new TakenIds();

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /** Rows that repeat the id of another come behind it. */
  get kept(): readonly KeptFile[] {
    const files = [...this.#rowFiles].sort(([a], [b]) => Number(isOfRepeated(a)) - Number(isOfRepeated(b)));
    return files.flatMap(([, { kept }]) => kept ?? []);
  }

  get taken(): readonly string[] {
    return this.#taken.ids;
  }

  async write(rows: readonly QuarantinedRow[], folder: string): Promise<void> {
    this.#taken.add(rows);
    const parts = new Map<string, Uint8Array[]>();
    const add = (name: string, bytes: Uint8Array) => parts.set(name, [...(parts.get(name) ?? []), bytes]);
    for (const row of rows) {
      const file = await this.#fileOf(row, add);
      if (file)
        add(file.name, row.raw ? ended(row.raw, file.end) : Buffer.from(toCsvLine(toRepairCells(row))));
      const number = file ? this.#count(file.name) : undefined;
      if (this.#count(ISSUES_FILE) === 1) add(ISSUES_FILE, toCsvHead(ISSUE_COLUMNS));
      for (const cells of toIssueRows(row, file?.name ?? '', number))
        add(ISSUES_FILE, Buffer.from(toCsvLine(cells)));
    }
    for (const [name, list] of parts) {
      const file = this.#files.get(name) ?? (await open(join(folder, name), 'ax', 0o600));
      this.#files.set(name, file);
      await file.appendFile(Buffer.concat(list));
    }
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) {
      await file.sync();
      await file.close();
    }
  }

  #count(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }

  /** The file that keeps a row, begun with its header; undefined for a format whose rows have no columns. */
  async #fileOf(
    row: QuarantinedRow,
    add: (name: string, bytes: Uint8Array) => void,
  ): Promise<RowFile | undefined> {
    const { place, raw, columns } = row;
    if (!raw && !columns) return undefined;
    const kind = raw ? 'raw' : isRepeated(row) ? 'repeated' : 'read';
    const key = `${kind} ${place.file}`;
    const found = this.#rowFiles.get(key);
    if (found) return found;
    const begun =
      kind === 'raw' ? await this.#beginRaw(place.file) : this.#beginRead(place.file, columns ?? [], kind);
    this.#rowFiles.set(key, begun.file);
    add(begun.file.name, begun.head);
    return begun.file;
  }

  #beginRead(
    exportName: string,
    columns: readonly string[],
    kind: 'read' | 'repeated',
  ): { file: RowFile; head: Uint8Array } {
    const head = toCsvHead([...columns.slice(0, countOwn(columns)), ...ERROR_COLUMNS]);
    const end = new Uint8Array();
    const name = this.#freshName(exportName, kind === 'repeated' ? '.repeated.csv' : '.csv');
    const kept = { file: name, input: this.#options.inputOf(exportName), format: 'csv' } as const;
    return { file: { name, end, kept }, head };
  }

  async #beginRaw(exportName: string): Promise<{ file: RowFile; head: Uint8Array }> {
    const frame = await this.#options.frameOf(exportName);
    if (!frame) {
      const name = this.#freshName(exportName, '.unreadable.txt');
      return { file: { name, end: Buffer.from('\n') }, head: new Uint8Array() };
    }
    const name = this.#freshName(exportName, `.unreadable${extname(unpacked(exportName))}`);
    const kept = { file: name, input: this.#options.inputOf(exportName), format: 'input' } as const;
    return { file: { name, end: frame.end, kept }, head: frame.head };
  }

  /** Two folders of an export may hold files of one name. */
  #freshName(exportName: string, extension: string): string {
    const own = unpacked(exportName);
    const stem = basename(own, extname(own));
    for (let number = 1; ; number += 1) {
      const name = `${stem}${number === 1 ? '' : `-${number}`}${extension}`;
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }
}

function isOfRepeated(key: string): boolean {
  return key.startsWith('repeated ');
}

/** What the rows of a compressed file are kept as is not compressed. */
function unpacked(exportName: string): string {
  return exportName.replace(/\.gz$/i, '');
}

function toCsvHead(columns: readonly string[]): Uint8Array {
  return Buffer.from(`${BYTE_ORDER_MARK}${toCsvLine(columns)}`);
}

/** The row with its line end, which not every reader leaves on it. */
function ended(row: Uint8Array, end: Uint8Array): Uint8Array {
  const has = end.length > 0 && Buffer.from(row.subarray(-end.length)).equals(end);
  return has ? row : Buffer.concat([row, end]);
}

/** They stand behind the sender's own columns, so that rows can be sorted by cause; nothing reads them again. */
const ERROR_COLUMNS = ['cause', 'what is wrong'];

/** How many columns are the sender's own: a row that was set aside before has ours behind them. */
function countOwn(columns: readonly string[]): number {
  const isOurs = ERROR_COLUMNS.every((name, index) => columns[columns.length - 2 + index] === name);
  return columns.length - (isOurs ? ERROR_COLUMNS.length : 0);
}

/** A row as its sender wrote it, with its causes and what is wrong behind it. */
function toRepairCells({
  columns = [],
  values = [],
  issues,
}: QuarantinedRow): readonly (string | undefined)[] {
  const causes = [...new Set(issues.map(({ code }) => code))].sort();
  const wrong = issues.map(({ message }) => message);
  return [...values.slice(0, countOwn(columns)), causes.join(' '), wrong.join(' ')];
}

/** The lines of `issues.csv` for one row, which stands as the row `number` of the file `name` beside it. */
export function toIssueRows(
  { place, issues }: QuarantinedRow,
  name: string,
  number: number | undefined,
): readonly (readonly string[])[] {
  const { file, row = '', line = '' } = place;
  return issues.map(({ code, message, suggestion = '', place: at }) => [
    ...[name, String(number ?? ''), file, String(row), String(line)],
    ...[at?.column ?? '', code, message, suggestion],
  ]);
}

const FOLDER_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(-\d+)?$/;

/** Makes the folder of one run, and deletes those of other runs that are thirty days old. */
export async function startFolder(parent: string, now: Date): Promise<string> {
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
