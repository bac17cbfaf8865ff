import { findAnswer, rememberAnswer, REUSED } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { AnswerOf, Command } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitClient, type AdmittedClient, factsBefore } from '../policy/admit.ts';
import type { SourceRow } from '../rows.ts';
import { refreshSearch } from '../search/refresh-search.ts';
import { loadChildren } from '../view/load-children.ts';
import { checkRecords, type Supplier } from './check-records.ts';
import { openDesk, type Sheet } from './desk.ts';
import type { Draft, Taken } from './draft.ts';
import { type Known, loadKnownViews } from './known-views.ts';
import { type Linked, linkRecords } from './link-records.ts';
import { openReviews } from './open-reviews.ts';
import { saveRecords } from './save-records.ts';
import { shieldRequested } from './shield-requested.ts';
import { takeRecords } from './take-records.ts';
import { countOutcomes, toReceipts, withoutRecordIds, withRecordIds } from './to-receipts.ts';

type Submit = Command<'submitRecords'>;
type Answer = AnswerOf<'submitRecords'>;

/** Takes in what a source says of children: one receipt a record, in order, never all or nothing (SUPPLY-01). */
export async function submitRecords(context: CommandContext, command: Submit): Promise<Handled<Answer>> {
  const facts = factsBefore(command);
  const admitted = await admitClient(context, command);
  if ('refusal' in admitted) return denied(facts, admitted);
  const request = { caller: command.caller, requestId: command.requestId, body: command.records };
  const earlier = await findAnswer<Answer>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED);
  const answer = earlier
    ? { ...earlier.answer, receipts: withRecordIds(earlier.answer.receipts, command.records) }
    : await takeIn(context, command, admitted);
  if (!earlier)
    await rememberAnswer(context, request, { ...answer, receipts: withoutRecordIds(answer.receipts) });
  const outcome = earlier ? 'answered-before' : 'taken-in';
  return {
    answer,
    facts: { ...facts, kind: 'supply', outcome, subjects: [], counts: countOutcomes(answer.receipts) },
  };
}

async function takeIn(context: CommandContext, command: Submit, admitted: AdmittedClient): Promise<Answer> {
  const submissionId = context.newId();
  const supplier = await findSupplier(context, command, admitted);
  const drafts = checkRecords(context, supplier, command.records);
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
  const known = await refreshChildren(context, sheets, linked);
  await noteSources(context, supplier.sources, valid);
  return {
    submissionId,
    receipts: toReceipts(context, drafts, { taken: reviewed.taken, linked, known }),
  };
}

const isValid = (draft: Draft): draft is Taken['draft'] => draft.record !== undefined;

/** The live sources that token, client and directory all agree on (SUPPLY-04). */
async function findSupplier(
  { tx }: CommandContext,
  { caller }: Submit,
  { client, organisation }: AdmittedClient,
): Promise<Supplier> {
  const systems = client.systems.filter((system) => caller.systems.includes(system));
  const live = (await tx.sources.find(systems)).filter(
    (source) => source?.stage === 'live',
  ) as readonly SourceRow[];
  return { organisation, sources: new Map(live.map((source) => [source.system, source])) };
}

/** Rewrites what can be found of every child touched, and reads the views that receipts are compared with. */
async function refreshChildren(
  context: CommandContext,
  sheets: readonly Sheet[],
  { touched, links }: Linked,
): Promise<(recordKey: string) => Known | undefined> {
  const linked = [...links.values()].flatMap(({ childId }) => childId ?? []);
  const childIds = [...new Set([...touched, ...linked])];
  const known = new Map(
    sheets.flatMap(({ recordKey, content }) => (content ? [[recordKey, content] as const] : [])),
  );
  const loaded = await loadChildren(context, childIds, known);
  await refreshSearch(context, [...touched], loaded.slice(0, touched.size));
  return loadKnownViews(
    context,
    loaded.filter((child) => child !== undefined),
  );
}

async function noteSources(
  { tx, at }: CommandContext,
  sources: ReadonlyMap<string, SourceRow>,
  drafts: readonly Taken['draft'][],
): Promise<void> {
  const fed = new Set(drafts.map(({ record }) => record.source.system));
  await tx.sources.put(
    [...fed].flatMap((system) => {
      const source = sources.get(system);
      return source ? [{ ...source, lastSuppliedAt: at }] : [];
    }),
  );
}
