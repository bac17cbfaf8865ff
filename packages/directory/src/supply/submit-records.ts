import type { DiscrepancyNotice, Receipt } from '@contactpoint/contract';
import { answerIdOf, findAnswer, rememberAnswer, REUSED } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { AnswerOf, Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { keepThreads } from '../notices/keep-threads.ts';
import { sealDecisions, type SealedDecisions } from '../matching/seal-decisions.ts';
import { admitClient, type AdmittedClient, type Asked, factsBefore, suppliedBy } from '../policy/admit.ts';
import type { SourceRow } from '../rows.ts';
import { refreshSearch } from '../search/refresh-search.ts';
import { loadChildren } from '../view/load-children.ts';
import { checkRecords, type Supplier } from './check-records.ts';
import { openDesk, type Sheet } from './desk.ts';
import type { Draft, Taken } from './draft.ts';
import { foresee } from './foresee.ts';
import { type Linked, linkRecords } from './link-records.ts';
import { openReviews } from './open-reviews.ts';
import { type Remembered, withRecordKeys } from './remembered-receipts.ts';
import { saveRecords } from './save-records.ts';
import { shieldRequested } from './shield-requested.ts';
import { takeRecords } from './take-records.ts';
import { countOutcomes, toReceipts, withRecordIds } from './to-receipts.ts';

type Submit = Command<'submitRecords'>;
type Answer = AnswerOf<'submitRecords'>;

/** Takes in what a source says of children: one receipt a record, in order, never all or nothing (SUPPLY-01). */
export const submitRecords = (context: CommandContext, command: Submit): Promise<Handled<Answer>> =>
  supply(context, command, { records: command.records, body: command.records });

/** What is supplied, and what was asked of it: the same request with the same body is answered once. */
export interface Supplied {
  readonly records: readonly unknown[];
  readonly body: unknown;
}

/** Takes records in for whatever command brings them. */
export async function supply(
  context: CommandContext,
  asked: Asked,
  { records, body }: Supplied,
): Promise<Handled<Answer>> {
  const facts = factsBefore(asked);
  const request = { ...asked, body };
  await foresee(context, request, records);
  const admitted = await admitClient(context, asked);
  if ('refusal' in admitted) return denied(facts, admitted);
  const earlier = await findAnswer<Remembered>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED);
  const submissionId = answerIdOf(context, request);
  if (earlier) {
    const receipts = withRecordIds(earlier.answer.receipts, records);
    const counts = countOutcomes(receipts);
    const done = { kind: 'supply', outcome: 'answered-before', subjects: [], counts } as const;
    return { answer: { submissionId, receipts }, facts: { ...facts, ...done } };
  }
  const taking = { records, submissionId, caller: asked.caller };
  const { receipts, decisions } = await takeIn(context, taking, admitted);
  const remembered = {
    clientId: asked.caller.clientId,
    receipts: withRecordKeys(context, receipts, records),
  };
  await rememberAnswer(context, request, remembered satisfies Remembered);
  const done = {
    kind: 'supply',
    outcome: 'taken-in',
    subjects: [],
    counts: countOutcomes(receipts),
  } as const;
  return {
    answer: { submissionId, receipts },
    facts: { ...facts, ...done, ...(decisions && { decisions }) },
  };
}

interface TakingIn {
  readonly records: readonly unknown[];
  readonly submissionId: string;
  readonly caller: Asked['caller'];
}

async function takeIn(
  context: CommandContext,
  { records, submissionId, caller }: TakingIn,
  admitted: AdmittedClient,
): Promise<{ readonly receipts: readonly Receipt[]; readonly decisions: SealedDecisions | undefined }> {
  const supplier = await findSupplier(context, caller, admitted);
  const drafts = checkRecords(context, supplier, records);
  const valid = drafts.filter(isValid);
  const desk = await openDesk(
    context,
    valid.map(({ record }) => record),
  );
  const taken = takeRecords(desk, valid);
  const sheets = desk.sheets();
  const linked = await linkRecords(context, sheets);
  const reviewed = await openReviews(context, { taken, linked, sources: supplier.sources });
  await saveRecords(context, { sheets, linked, submissionId });
  await shieldRequested(context, reviewed.shield);
  const discrepancies = await refreshChildren(context, sheets, linked);
  await noteSources(context, supplier.sources, valid);
  return {
    receipts: toReceipts(drafts, { taken: reviewed.taken, linked, discrepancies }),
    decisions: await sealLog(context, linked),
  };
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
async function findSupplier(
  { tx }: CommandContext,
  caller: Asked['caller'],
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

/** Rewrites what can be found of every child touched, and keeps the threads of differences; those of each record. */
async function refreshChildren(
  context: CommandContext,
  sheets: readonly Sheet[],
  { touched, links, told }: Linked,
): Promise<ReadonlyMap<string, readonly DiscrepancyNotice[]>> {
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
  return keepThreads(context, loaded, {
    matched: told,
    gone: sheets.map((sheet) => sheet.recordKey),
  });
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
