import type { DiscrepancyKind, DiscrepancyNotice } from '@contactpoint/contract';
import { type Discrepancy, findDiscrepancies, type MatchDecision } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { LoadedChild } from '../view/load-children.ts';
import { toStatement } from '../view/to-statement.ts';
import { type Known, loadKnownViews } from './known-views.ts';

/** Where one record differs from the best view: which field, never the other value (DISC-01, DISC-02). */
export interface Differences {
  readonly recordKey: string;
  /** The system that is told; undefined for one that is not registered any more. */
  readonly system: string | undefined;
  readonly notices: readonly DiscrepancyNotice[];
}

/**
 * Not told: what a record merely lacks is no difference, and what it alone has may be what others must not say.
 */
const UNTOLD: ReadonlySet<DiscrepancyKind> = new Set(['missing-here', 'missing-there']);

/**
 * How records were matched just now, as far as their sources may know, by record key; undefined for one that went
 * along with its child.
 */
export type Matched = ReadonlyMap<string, MatchDecision | undefined>;

/** Where each record of these children differs now, the children's own as the visible world has them (SHIELD-03). */
export async function findDifferences(
  context: CommandContext,
  children: readonly LoadedChild[],
  matched: Matched = new Map(),
): Promise<readonly Differences[]> {
  const known = await loadKnownViews(context, children);
  return known.map((one) => {
    const { recordKey, source } = one.own;
    const found = compare(one, matched.get(recordKey));
    return { recordKey, system: source?.system, notices: found.map(toNotice(context, recordKey)) };
  });
}

function compare(
  { own, chosen, others }: Known,
  decision: MatchDecision | undefined,
): readonly Discrepancy[] {
  const context = { others: others.map(toStatement), ...(decision && { decision }) };
  const found = findDiscrepancies(toStatement(own), chosen ?? {}, context);
  // Alone it differs from nobody; that it is alone may be because of what was noticed.
  return found.filter(({ kind, field }) => !UNTOLD.has(kind) && (chosen !== undefined || field === 'record'));
}

/** An id begins with a letter: people type it, and behind a dash it would be an option or a formula. */
const toNotice =
  ({ vault }: CommandContext, recordKey: string) =>
  ({ kind, path, thread }: Discrepancy): DiscrepancyNotice => ({
    id: `d${vault.blind('discrepancy', `${recordKey}|${kind}|${thread}`)}`,
    kind,
    path,
  });
