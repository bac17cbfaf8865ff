import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createError, isContactPointError } from '@contactpoint/contract';
import type {
  Ledger,
  LedgerEntry,
  LedgerMark,
  LedgerRun,
  RunStart,
  RunStatistics,
} from '@contactpoint/adapter';
import { describeThisProcess, forgetHolder, readHolder, writeHolder } from './ledger-holder.ts';

/** Where a ledger is kept, and of which source it is. */
export interface SqliteLedgerOptions {
  readonly path: string;
  readonly system: string;
}

// Marks are looked up for every row of every export, so they are kept apart from what only changed records need.
const SCHEMA = `
  create table if not exists ledger (version integer not null, system text not null, key blob not null) strict;
  create table if not exists run (
    number integer primary key, id text not null, started_at text not null, inputs text not null,
    finished integer not null default 0, statistics text) strict;
  create table if not exists mark (
    record_id text primary key, fingerprint text not null, run integer not null,
    print text, parts integer) strict, without rowid;
  create table if not exists entry (
    record_id text primary key, parts text not null, changed text not null, sequence integer not null,
    receipt text not null, misses integer not null, missed_in integer, closed integer not null) strict;
`;
const VERSION = 1;

/**
 * Opens the ledger in a file, or makes it, readable by its owner alone. It is this process's until it is closed
 * or the process ends, however it ends: throws `run.ledger-locked` while another holds it.
 */
export async function openSqliteLedger(options: SqliteLedgerOptions): Promise<Ledger> {
  const { path } = options;
  const isNew = !existsSync(path);
  const database = new DatabaseSync(path);
  try {
    if (isNew && path !== ':memory:') chmodSync(path, 0o600);
    hold(database);
    const key = openTables(database, options);
    writeHolder(path, describeThisProcess());
    return createLedger(database, { path, key });
  } catch (error) {
    database.close();
    throw explain(error, path);
  }
}

/** The lock is the file's own, so that the operating system gives it back when the process dies. */
function hold(database: DatabaseSync): void {
  database.exec('pragma locking_mode = exclusive');
  database.exec('pragma journal_mode = wal');
  // A power cut may cost the last answers: they are then asked for again, which changes nothing at the directory.
  database.exec('pragma synchronous = normal');
  database.exec('begin immediate; commit');
}

function openTables(database: DatabaseSync, { path, system }: SqliteLedgerOptions): Uint8Array {
  database.exec(SCHEMA);
  const row = database.prepare('select version, system, key from ledger').get();
  if (!row) {
    const key = new Uint8Array(randomBytes(32));
    database.prepare('insert into ledger (version, system, key) values (?, ?, ?)').run(VERSION, system, key);
    return key;
  }
  if (row['version'] !== VERSION) throw createError('run.ledger-unreadable', { values: { file: path } });
  if (row['system'] !== system) {
    const values = { file: path, found: String(row['system']), wanted: system };
    throw createError('run.ledger-other-source', { values });
  }
  return row['key'] as Uint8Array;
}

const SQLITE_BUSY = 5;
const SQLITE_NOTADB = 26;

function explain(error: unknown, path: string): unknown {
  if (isContactPointError(error)) return error;
  const { errcode } = error as { readonly errcode?: number };
  if (errcode === SQLITE_BUSY) {
    const values = { file: path, holder: readHolder(path) ?? 'another process' };
    return createError('run.ledger-locked', { values, cause: error });
  }
  const strange = errcode === SQLITE_NOTADB || errcode === 1;
  return strange ? createError('run.ledger-unreadable', { values: { file: path }, cause: error }) : error;
}

function createLedger(
  database: DatabaseSync,
  { path, key }: { readonly path: string; readonly key: Uint8Array },
): Ledger {
  const statements = prepare(database);
  const together = (change: () => void): void => {
    database.exec('begin');
    try {
      change();
      database.exec('commit');
    } catch (error) {
      database.exec('rollback');
      throw error;
    }
  };
  return {
    fingerprintKey: key,
    begin: async (start) => begin(database, start),
    find: async (ids) => find(statements.find, ids),
    read: async (ids) => ids.map((id) => toEntry(statements.read.get(id))),
    save: async (entries) => together(() => entries.forEach((entry) => saveEntry(statements, entry))),
    putShortcuts: async (shortcuts) =>
      together(() => {
        for (const { recordId, print, parts } of shortcuts) statements.shortcut.run(print, parts, recordId);
      }),
    walk: async (after, limit) =>
      statements.walk.all(after ?? '', limit).flatMap((row) => toEntry(row) ?? []),
    count: async () => Number(statements.count.get()?.['count']),
    async finish(statistics) {
      statements.finish.run(statistics ? JSON.stringify(statistics) : null);
    },
    history: async (limit) =>
      statements.history.all(limit).map((row) => JSON.parse(String(row['statistics'])) as RunStatistics),
    async close() {
      database.close();
      forgetHolder(path);
    },
  };
}

type Statements = ReturnType<typeof prepare>;

const ENTRY =
  'select m.record_id, m.fingerprint, m.run, m.print, m.parts as shown, e.* from mark m join entry e on e.record_id = m.record_id';

function prepare(database: DatabaseSync) {
  return {
    // One text in and one out for a whole batch: a row object for each id would cost more than finding it.
    find: database.prepare(`
      select json_group_array(
        case when m.run is null then null
        else m.run || '|' || m.fingerprint || coalesce('|' || m.parts || '|' || m.print, '') end) as marks
      from json_each(?) as asked left join mark m on m.record_id = asked.value`),
    read: database.prepare(`${ENTRY} where m.record_id = ?`),
    walk: database.prepare(`${ENTRY} where m.record_id > ? order by m.record_id limit ?`),
    mark: database.prepare(
      'insert or replace into mark (record_id, fingerprint, run, print, parts) values (?, ?, ?, ?, ?)',
    ),
    shortcut: database.prepare('update mark set print = ?, parts = ? where record_id = ?'),
    entry: database.prepare(`
      insert or replace into entry (record_id, parts, changed, sequence, receipt, misses, missed_in, closed)
      values (?, ?, ?, ?, ?, ?, ?, ?)`),
    count: database.prepare('select count(*) as count from entry where closed = 0'),
    finish: database.prepare(
      'update run set finished = 1, statistics = ? where number = (select max(number) from run)',
    ),
    history: database.prepare(
      'select statistics from run where statistics is not null order by number desc limit ?',
    ),
  };
}

function begin(database: DatabaseSync, { id, startedAt, inputs }: RunStart): LedgerRun {
  const [last, beforeLast] = database.prepare('select * from run order by number desc limit 2').all();
  // A run that a guard stopped took nothing in: the same files are then still to be seen for the first time.
  const same = (run: typeof last) =>
    run !== undefined && run['statistics'] !== null && run['inputs'] === inputs;
  if (last && last['finished'] === 0 && last['inputs'] === inputs) {
    return {
      id: String(last['id']),
      startedAt: String(last['started_at']),
      number: Number(last['number']),
      resumed: true,
      repeated: same(beforeLast),
    };
  }
  const number = Number(last?.['number'] ?? 0) + 1;
  database
    .prepare('insert into run (number, id, started_at, inputs) values (?, ?, ?, ?)')
    .run(number, id, startedAt, inputs);
  return { id, startedAt, number, resumed: false, repeated: same(last) };
}

function find(statement: StatementSync, ids: readonly string[]): readonly (LedgerMark | undefined)[] {
  if (ids.length === 0) return [];
  const marks = JSON.parse(String(statement.get(JSON.stringify(ids))?.['marks'])) as readonly (
    string | null
  )[];
  return marks.map((mark) => {
    if (mark === null) return undefined;
    // Fingerprints and prints are base64url: neither holds the sign between them.
    const [run, fingerprint = '', parts, print] = mark.split('|');
    const known = { fingerprint, run: Number(run) };
    return print === undefined ? known : { ...known, shortcut: { print, parts: Number(parts) } };
  });
}

function saveEntry(statements: Statements, entry: LedgerEntry): void {
  const {
    recordId,
    fingerprint,
    run,
    parts,
    changed,
    sequence,
    receipt,
    misses,
    missedIn,
    closed,
    shortcut,
  } = entry;
  statements.mark.run(recordId, fingerprint, run, shortcut?.print ?? null, shortcut?.parts ?? null);
  const texts = [JSON.stringify(parts), JSON.stringify(changed)] as const;
  statements.entry.run(
    recordId,
    ...texts,
    sequence,
    JSON.stringify(receipt),
    misses,
    missedIn ?? null,
    closed ? 1 : 0,
  );
}

function toEntry(row: ReturnType<StatementSync['get']>): LedgerEntry | undefined {
  if (!row) return undefined;
  return {
    recordId: String(row['record_id']),
    fingerprint: String(row['fingerprint']),
    parts: JSON.parse(String(row['parts'])) as LedgerEntry['parts'],
    changed: JSON.parse(String(row['changed'])) as LedgerEntry['changed'],
    run: Number(row['run']),
    sequence: Number(row['sequence']),
    receipt: JSON.parse(String(row['receipt'])) as LedgerEntry['receipt'],
    misses: Number(row['misses']),
    closed: row['closed'] === 1,
    ...(row['missed_in'] !== null && { missedIn: Number(row['missed_in']) }),
    ...(row['print'] !== null && { shortcut: { print: String(row['print']), parts: Number(row['shown']) } }),
  };
}
