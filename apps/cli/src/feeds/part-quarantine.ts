import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Input, Quarantine, QuarantinedRow, Source } from '@contactpoint/adapter';
import type { SourceFile } from '@contactpoint/connectors';
import { replaceFile } from '@contactpoint/connectors/feeds';
import { toCsvLine } from '../outputs/csv-line.ts';
import { ISSUE_COLUMNS, ISSUES_FILE, startFolder, toIssueRows } from '../outputs/file-quarantine.ts';
import { recipePath, type KeptFile, type Recipe } from '../outputs/recipe.ts';
import { TakenIds } from '../outputs/taken-ids.ts';
import { cutDocument, isAppendable, type Span } from './cut-document.ts';

/** What a quarantine knows of the feed whose rows it keeps. */
export interface PartQuarantineOptions {
  readonly input: Pick<Input, 'name' | 'format'>;
  readonly recipe: Recipe;
  readonly now: () => Date;
}

/** Keeps what of pages and messages cannot be sent, in the sender's own words, so that `replay` can send it. */
export interface PartQuarantine {
  /** The folder of today; undefined while nothing was put. */
  readonly folder: string | undefined;
  /** For the rows of one delivery. */
  begin(delivery: SourceFile): PartKeeper;
}

/** Watches one delivery being read and keeps what is set aside of it. */
export interface PartKeeper {
  /** The same source, with its rows counted. */
  watch(source: Source): Source;
  readonly quarantine: Quarantine;
  /** Makes what was put durable: before that the delivery must not be accepted. */
  keep(): Promise<void>;
}

/** Where the parts go that were set aside on one day, and which they are. */
interface Day {
  readonly date: string;
  readonly folder: string;
  readonly kept: Map<string, KeptFile>;
  readonly rows: Map<string, number>;
  /** Ids that rows of the day repeat. */
  readonly taken: Set<string>;
}

/**
 * A quarantine of a feed. Each day has a folder of its own, made with its first row, whole at every moment: documents
 * without the records that went through, `issues.csv`, and how `replay` sends them again.
 */
export function createPartQuarantine(parent: string, options: PartQuarantineOptions): PartQuarantine {
  let day: Day | undefined;
  const openDay = async (): Promise<Day> => {
    const now = options.now();
    const date = now.toISOString().slice(0, 10);
    if (day?.date !== date)
      day = {
        date,
        folder: await startFolder(parent, now),
        kept: new Map(),
        rows: new Map(),
        taken: new Set(),
      };
    return day;
  };
  return {
    get folder() {
      return day?.folder;
    },
    begin: (delivery) => createKeeper(delivery, async (rows) => keepRows(await openDay(), rows, options)),
  };
}

/** What was set aside of one delivery, and all that it held. */
interface SetAside {
  readonly delivery: SourceFile;
  readonly rows: readonly QuarantinedRow[];
  readonly spans: readonly (Span | undefined)[];
}

function createKeeper(delivery: SourceFile, save: (found: SetAside) => Promise<void>): PartKeeper {
  const rows: QuarantinedRow[] = [];
  const spans: (Span | undefined)[] = [];
  return {
    watch: (source) => ({
      ...source,
      async *read(options) {
        for await (const batch of source.read(options)) {
          for (const { place } of [...batch.records, ...batch.unreadable]) spans.push(place.bytes);
          yield batch;
        }
      },
    }),
    quarantine: {
      put: (more) => Promise.resolve(void rows.push(...more)),
      close: () => Promise.resolve(),
    },
    keep: () => (rows.length === 0 ? Promise.resolve() : save({ delivery, rows, spans })),
  };
}

async function keepRows(day: Day, found: SetAside, { input, recipe }: PartQuarantineOptions): Promise<void> {
  const { format, name: inputName } = input;
  const rows = found.rows.toSorted((left, right) => startOf(left) - startOf(right));
  const name = freshName(day, input);
  const document = await readAll(found.delivery);
  const isPlaced = rows.every(({ place }) => place.bytes !== undefined);
  const bytes = isPlaced ? cutDocument(document, format, partSpans(found)) : document;
  day.kept.set(name, { file: name, input: inputName, format: 'input' });
  const taken = new TakenIds();
  taken.add(rows);
  for (const id of taken.ids) day.taken.add(id);
  const before = day.rows.get(name) ?? 0;
  const isFirst = day.rows.size === 0;
  day.rows.set(name, before + rows.length);
  const lines = rows.flatMap((row, index) => toIssueRows(row, name, before + index + 1));
  const text = [...(isFirst ? [ISSUE_COLUMNS] : []), ...lines].map(toCsvLine).join('');
  await append(join(day.folder, name), bytes);
  await append(join(day.folder, ISSUES_FILE), Buffer.from(text));
  const kept = { ...recipe, kept: [...day.kept.values()], taken: [...day.taken] };
  await replaceFile(recipePath(day.folder), `${JSON.stringify(kept, undefined, 2)}\n`);
}

function startOf({ place }: QuarantinedRow): number {
  return place.bytes?.[0] ?? 0;
}

/** The spans of rows that are kept, and of those that went through. */
function partSpans({ rows, spans }: SetAside): {
  readonly kept: readonly Span[];
  readonly others: readonly Span[];
} {
  const kept = new Map(
    rows.flatMap(({ place }) => (place.bytes ? [[place.bytes[0], place.bytes] as const] : [])),
  );
  // A delivery that is surveyed first is read twice.
  const others = new Map(
    spans.flatMap((span) => (span && !kept.has(span[0]) ? [[span[0], span] as const] : [])),
  );
  return { kept: [...kept.values()].sort((left, right) => left[0] - right[0]), others: [...others.values()] };
}

const EXTENSIONS: Readonly<Record<string, string>> = { 'fixed-width': 'txt', fhir: 'json' };

/** One file for all messages of a day; a page has a file of its own. */
function freshName({ kept }: Day, { name, format }: PartQuarantineOptions['input']): string {
  const extension = EXTENSIONS[format] ?? format;
  return isAppendable(format) ? `${name}.${extension}` : `${name}-${kept.size + 1}.${extension}`;
}

async function readAll(file: SourceFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function append(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
