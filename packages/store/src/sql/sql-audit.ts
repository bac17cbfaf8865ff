import type { AuditLog, AuditRow, TreeCheckpoint, TreeNode } from '@contactpoint/directory';
import { inList, type SqlConnection, toList } from './sql-connection.ts';
import { createSqlTable, type TableSpec } from './sql-table.ts';

/** The audit trail in tables whose triggers refuse every change of what was written. */
export const createSqlAudit = (connection: SqlConnection): AuditLog => ({
  ...createEntries(connection),
  ...createTree(connection),
});

function createEntries(
  connection: SqlConnection,
): Pick<AuditLog, 'append' | 'unsequenced' | 'entriesAt' | 'entriesOf'> {
  const { words } = connection;
  const entries = createSqlTable(connection, ENTRIES);
  const withSubjects = async (ids: readonly (string | undefined)[]): Promise<(AuditRow | undefined)[]> => {
    const rows = await entries.find(ids.map((id) => id ?? ''));
    const sql = `select entry_id, subject from audit_subject where entry_id ${inList(connection, 1)} order by subject`;
    const found = await connection.all<SubjectRow>(sql, [toList(ids)]);
    const subjectsOf = Map.groupBy(found, ({ entry_id }) => entry_id);
    return rows.map(
      (row) => row && { ...row, subjects: (subjectsOf.get(row.entryId) ?? []).map(({ subject }) => subject) },
    );
  };
  return {
    append: async (rows) => {
      await entries.insert(rows);
      await insertPairs(
        connection,
        'audit_waiting (entry_id)',
        rows.map(({ entryId }) => [entryId]),
      );
      const subjects = rows.flatMap(({ entryId, at, subjects: all }) =>
        [...new Set(all)].map((subject) => [subject, entryId, at]),
      );
      await insertPairs(connection, 'audit_subject (subject, entry_id, at)', subjects);
    },
    unsequenced: async (limit) => {
      const sql = `select entry_id from audit_waiting order by position limit ${words.parameter(1)}`;
      const waiting = await connection.all<EntryId>(sql, [limit]);
      const rows = await withSubjects(waiting.map(({ entry_id }) => entry_id));
      return rows.filter((row) => row !== undefined);
    },
    entriesAt: async (indexes) => {
      const sql = `select place, entry_id from audit_place where place ${inList(connection, 1, 'integer')}`;
      const rows = await connection.all<PlaceRow>(sql, [toList(indexes)]);
      const byPlace = new Map(rows.map(({ place, entry_id }) => [place, entry_id]));
      return withSubjects(indexes.map((index) => byPlace.get(index)));
    },
    entriesOf: async (subject) => {
      const sql = `select entry_id from audit_subject where subject = ${words.parameter(1)} order by at, entry_id`;
      return (await connection.all<EntryId>(sql, [subject])).map(({ entry_id }) => entry_id);
    },
  };
}

function createTree(connection: SqlConnection): Pick<AuditLog, 'nodes' | 'checkpoint' | 'sequence'> {
  const nodes = createSqlTable(connection, NODES);
  const checkpoints = createSqlTable(connection, CHECKPOINTS);
  return {
    nodes: async (ids) => (await nodes.find(ids.map(nodeId))).map((node) => node && toNode(node)),
    checkpoint: async () => {
      const sql = 'select size, root, at, signature from audit_checkpoint order by size desc limit 1';
      return (await connection.all<TreeCheckpoint>(sql))[0];
    },
    sequence: async ({ places, nodes: grown, checkpoint }) => {
      const pairs = places.map(({ index, entryId }) => [index, entryId]);
      await insertPairs(connection, 'audit_place (place, entry_id)', pairs);
      const taken = toList(places.map(({ entryId }) => entryId));
      await connection.run(`delete from audit_waiting where entry_id ${inList(connection, 1)}`, [taken]);
      await nodes.insert(grown.map((node) => ({ id: nodeId(node), hash: node.hash })));
      await checkpoints.insert([checkpoint]);
    },
  };
}

/** Inserts short rows, given as JSON arrays of their columns. */
async function insertPairs(
  connection: SqlConnection,
  target: string,
  pairs: readonly (readonly unknown[])[],
): Promise<void> {
  const [first] = pairs;
  if (first === undefined) return;
  const { parameter, elements } = connection.words;
  const columns = first.map((value, at) =>
    typeof value === 'number' ? `cast(value ->> ${at} as bigint)` : `value ->> ${at}`,
  );
  await connection.run(`insert into ${target} select ${columns.join(', ')} from ${elements(parameter(1))}`, [
    toList(pairs),
  ]);
}

type EntryRow = Omit<AuditRow, 'subjects'>;
interface NodeRow {
  /** `level/index`. */
  readonly id: string;
  readonly hash: Uint8Array;
}
interface EntryId {
  readonly entry_id: string;
}
interface SubjectRow extends EntryId {
  readonly subject: string;
}
interface PlaceRow extends EntryId {
  readonly place: number;
}

const ENTRIES: TableSpec<EntryRow> = {
  name: 'audit_entry',
  key: 'entryId',
  columns: {
    entryId: 'text',
    at: 'text',
    writer: 'text',
    number: 'integer',
    leaf: 'bytes',
    chain: 'bytes',
    sealed: 'bytes',
  },
};
const NODES: TableSpec<NodeRow> = { name: 'audit_node', key: 'id', columns: { id: 'text', hash: 'bytes' } };
const CHECKPOINTS: TableSpec<TreeCheckpoint> = {
  name: 'audit_checkpoint',
  key: 'at',
  columns: { size: 'integer', root: 'bytes', at: 'text', signature: 'bytes' },
};

const nodeId = ({ level, index }: Pick<TreeNode, 'level' | 'index'>): string => `${level}/${index}`;

function toNode({ id, hash }: NodeRow): TreeNode {
  const [level, index] = id.split('/').map(Number);
  return { level: level ?? 0, index: index ?? 0, hash };
}
