import type { DiscrepancyNotice } from '@contactpoint/contract';
import { type BestView, type DiscrepancyKind, findDiscrepancies } from '@contactpoint/matching';
import type { Vault } from '../sealing/vault.ts';
import type { LoadedStatement } from '../view/load-children.ts';
import { toStatement } from '../view/to-statement.ts';

/** A record's own statement with what its source may know of its child. */
export interface Known {
  readonly own: LoadedStatement;
  /** The values that matching chose, as far as the source may know them. */
  readonly chosen: BestView;
  /** The child's other statements, as far as the source may know that they exist. */
  readonly others: readonly LoadedStatement[];
}

/**
 * Not told in receipts: what a record merely lacks is no difference, and what it alone has may be what others
 * must not say.
 */
const UNTOLD: ReadonlySet<DiscrepancyKind> = new Set(['missing-here', 'missing-there']);

/** Where a source's record differs from the best view: which field, never the other value (DISC-01, DISC-02). */
export function discrepanciesOf(vault: Vault, { own, chosen, others }: Known): readonly DiscrepancyNotice[] {
  return findDiscrepancies(toStatement(own), chosen, { others: others.map(toStatement) })
    .filter(({ kind }) => !UNTOLD.has(kind))
    .map(({ kind, path, thread }) => ({
      id: vault.blind('discrepancy', `${own.recordKey}|${kind}|${thread}|${path}`),
      kind,
      path,
    }));
}
