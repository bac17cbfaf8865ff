import type { DiscrepancyNotice, Receipt } from '@contactpoint/contract';
import type { AuditFacts } from '../audit/audit-facts.ts';
import type { CommandContext } from '../command-context.ts';
import type { Caller } from '../commands.ts';
import { keepDeaths, type KeptDeaths } from '../deaths/keep-deaths.ts';
import { toRecordKey } from '../matching/index-context.ts';
import { sealDecisions, type SealedDecisions } from '../matching/seal-decisions.ts';
import { keepThreads } from '../notices/keep-threads.ts';
import { type AdmittedClient, suppliedBy } from '../policy/admit.ts';
import type { SourceRow } from '../rows.ts';
import { refreshSearch } from '../search/refresh-search.ts';
import { loadChildren } from '../view/load-children.ts';
import { checkRecords, type Supplier } from './check-records.ts';
import { openDesk, type Sheet } from './desk.ts';
import type { Draft, Taken } from './draft.ts';
import { deathsToldBy, holdDeaths } from './hold-deaths.ts';
import { type Linked, linkRecords } from './link-records.ts';
import { openReviews } from './open-reviews.ts';
import { saveRecords } from './save-records.ts';
import { readRefs } from './read-refs.ts';
import { shieldRequested, shieldsAsked } from './shield-requested.ts';
import { takeRecords } from './take-records.ts';
import { toReceipts } from './to-receipts.ts';

/** Records of one supplier that are to be taken in. */
export interface TakingIn {
  readonly supplier: Supplier;
  readonly records: readonly unknown[];
}

/** What came of taking records in. */
export interface TakenIn {
  /** Of each supplier in order, one a record. */
  readonly receipts: readonly (readonly Receipt[])[];
  /** What of it the audit trail keeps. */
  readonly kept: Pick<AuditFacts, 'decisions' | 'deaths'>;
}

/** Checks, links and keeps what suppliers say, all of it set-wise. */
export async function takeIn(context: CommandContext, taking: readonly TakingIn[]): Promise<TakenIn> {
  const sources = new Map(taking.flatMap(({ supplier }) => [...supplier.sources]));
  const drafts = taking.map(({ supplier, records }) => checkRecords(context, supplier, records));
  const valid = drafts.flat().filter(isValid);
  const desk = await openDesk(
    context,
    valid.map(({ record }) => record),
  );
  const taken = takeRecords(desk, valid);
  if (taking.length > 1) checkApart(context, drafts, taken);
  const sheets = desk.sheets();
  const linked = await linkRecords(context, sheets);
  await openReviews(context, linked);
  await saveRecords(context, { sheets, linked });
  const shielded = await shieldRequested(context, shieldsAsked(taken, linked));
  const { discrepancies, deaths } = await refreshChildren(context, sheets, linked);
  await noteSources(context, sources, valid);
  const outcomes = { taken: holdDeaths(taken, deaths.sure), linked, discrepancies };
  const decisions = await sealLog(context, linked);
  const died = [...shielded, ...(deaths.sealed ?? [])];
  return {
    receipts: drafts.map((ofSupplier) => toReceipts(ofSupplier, outcomes)),
    kept: { ...(decisions && { decisions }), ...(died.length > 0 && { deaths: died }) },
  };
}

/**
 * Fails where two suppliers speak of one record, by ids that only the store knows to be the same: each is then taken
 * in alone, in order.
 */
function checkApart(
  context: CommandContext,
  drafts: readonly (readonly Draft[])[],
  taken: readonly Taken[],
): void {
  const takenBy = new Map<Draft, Taken>(taken.map((one) => [one.draft, one]));
  const owners = new Map<string, number>();
  drafts.forEach((ofSupplier, at) => {
    for (const draft of ofSupplier) {
      const one = takenBy.get(draft);
      if (one === undefined) continue;
      const named = readRefs(one.draft.record).map((ref) => toRecordKey(context, ref));
      for (const key of [one.recordKey, ...named]) {
        if ((owners.get(key) ?? at) !== at) throw new Error('Two submissions speak of one record.');
        owners.set(key, at);
      }
    }
  });
}

/** Nothing was decided where nothing new was said. */
async function sealLog(
  context: CommandContext,
  { log, links, rehomed }: Linked,
): Promise<SealedDecisions | undefined> {
  if (log.versions === null) return undefined;
  const placeOf = (recordKey: string): string | undefined =>
    links.get(recordKey)?.childId ?? rehomed.get(recordKey);
  return sealDecisions(context, log, (recordKey) => placeOf(recordKey) ?? recordKey);
}

const isValid = (draft: Draft): draft is Taken['draft'] => draft.record !== undefined;

/** The live ones of the sources that it may supply for (SUPPLY-04). */
export async function findSupplier(
  { tx }: CommandContext,
  caller: Caller,
  admitted: AdmittedClient,
): Promise<Supplier> {
  const live = (await tx.sources.find(suppliedBy(admitted, caller))).filter(
    (source) => source?.stage === 'live',
  ) as readonly SourceRow[];
  return {
    organisation: admitted.organisation,
    sources: new Map(live.map((source) => [source.system, source])),
  };
}

/** What every child touched came to: where its records differ, and the deaths that they tell of. */
interface Refreshed {
  readonly discrepancies: ReadonlyMap<string, readonly DiscrepancyNotice[]>;
  readonly deaths: KeptDeaths;
}

/** Rewrites what can be found of every child touched, and keeps threads of differences and deaths. */
async function refreshChildren(
  context: CommandContext,
  sheets: readonly Sheet[],
  { touched, links, told }: Linked,
): Promise<Refreshed> {
  const linked = [...links.values()].flatMap(({ childId }) => childId ?? []);
  const childIds = [...new Set([...touched, ...linked])];
  const known = new Map(
    sheets.flatMap(({ recordKey, content }) => (content ? [[recordKey, content] as const] : [])),
  );
  const { members, searchKeys, discrepancies } = context.tx;
  const recordKeys = (await members.ofChildren(childIds)).flat().map(({ recordKey }) => recordKey);
  // At once: the transaction remembers search keys and threads until they are changed.
  const [loaded] = await Promise.all([
    loadChildren(context, childIds, known),
    searchKeys.ofChildren([...touched]),
    discrepancies.unresolved(recordKeys),
  ]);
  await refreshSearch(context, [...touched], loaded.slice(0, touched.size));
  const notices = await keepThreads(context, loaded, {
    matched: told,
    gone: sheets.map((sheet) => sheet.recordKey),
  });
  return { discrepancies: notices, deaths: await keepDeaths(context, loaded, deathsToldBy(context, sheets)) };
}

/** A source that feeds all the time is noted once in so long: every submission of it would change the same row. */
const NOTED_FOR_IN_MS = 60_000;
const LONG_AGO = '1970-01-01T00:00:00Z';

async function noteSources(
  { tx, at, now }: CommandContext,
  sources: ReadonlyMap<string, SourceRow>,
  drafts: readonly Taken['draft'][],
): Promise<void> {
  const fed = new Set(drafts.map(({ record }) => record.source.system));
  const due = [...sources.values()].filter(
    ({ system, lastSuppliedAt }) =>
      fed.has(system) && Date.parse(lastSuppliedAt ?? LONG_AGO) <= now - NOTED_FOR_IN_MS,
  );
  await tx.sources.put(due.map((source) => ({ ...source, lastSuppliedAt: at })));
}
