import type { AuditLog, AuditRow, TreeCheckpoint, TreeNode } from '@contactpoint/directory';
import type { UndoLog } from './memory-tables.ts';

/** An audit trail in memory. */
export function createMemoryAudit(log: UndoLog): AuditLog {
  const entries = new Map<string, AuditRow>();
  const waiting = new Set<string>();
  const tree: string[] = [];
  const nodes = new Map<string, TreeNode>();
  const checkpoints: TreeCheckpoint[] = [];
  const nodeKey = ({ level, index }: Pick<TreeNode, 'level' | 'index'>): string => `${level}/${index}`;
  const found = (ids: readonly string[]): readonly AuditRow[] =>
    ids.flatMap((entryId) => entries.get(entryId) ?? []);

  const place = ({ entryId, index }: { readonly entryId: string; readonly index: number }): void => {
    if (index !== tree.length || !waiting.has(entryId)) throw new Error('An audit entry is out of order.');
    tree.push(entryId);
    waiting.delete(entryId);
  };
  return {
    append: async (rows) => {
      for (const row of rows) {
        if (entries.has(row.entryId)) throw new Error('An audit entry is never written twice.');
        entries.set(row.entryId, row);
        waiting.add(row.entryId);
        log.push(() => {
          entries.delete(row.entryId);
          waiting.delete(row.entryId);
        });
      }
    },
    unsequenced: async (limit) => found([...waiting].slice(0, limit)),
    entriesAt: async (indexes) => indexes.map((index) => entries.get(tree[index] ?? '')),
    entriesOf: async (subject) =>
      [...entries.values()]
        .filter(({ subjects }) => subjects.includes(subject))
        .map(({ entryId }) => entryId),
    nodes: async (ids) => ids.map((id) => nodes.get(nodeKey(id))),
    checkpoint: async () => checkpoints.at(-1),
    sequence: async (step) => {
      const wasWaiting = [...waiting];
      const size = tree.length;
      log.push(() => {
        tree.length = size;
        waiting.clear();
        wasWaiting.forEach((entryId) => waiting.add(entryId));
        step.nodes.forEach((node) => nodes.delete(nodeKey(node)));
        checkpoints.splice(checkpoints.indexOf(step.checkpoint), 1);
      });
      checkpoints.push(step.checkpoint);
      step.nodes.forEach((node) => nodes.set(nodeKey(node), node));
      step.places.forEach(place);
    },
  };
}
