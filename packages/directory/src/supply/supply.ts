import type { Receipt } from '@contactpoint/contract';
import { answerIdOf, findAnswer, rememberAnswers, type Request, REUSED } from '../answered-requests.ts';
import type { CommandContext } from '../command-context.ts';
import type { AnswerOf } from '../commands.ts';
import { denied, type Handled } from '../handled.ts';
import { admitClient, type Asked, factsBefore } from '../policy/admit.ts';
import { foresee } from './foresee.ts';
import { type Remembered, withRecordKeys } from './remembered-receipts.ts';
import { findSupplier, takeIn, type TakingIn } from './take-in.ts';
import { countOutcomes, withRecordIds } from './to-receipts.ts';

/** How a supply is answered. */
export type Supplied = AnswerOf<'submitRecords'>;

/** What is supplied, and by whom: the same request with the same body is answered once. */
export interface Supply {
  readonly asked: Asked;
  readonly request: Request;
  readonly records: readonly unknown[];
}

/** What a command supplies; `body` is all that it says. */
export const toSupply = (asked: Asked, records: readonly unknown[], body: unknown): Supply => ({
  asked,
  records,
  request: { caller: asked.caller, requestId: asked.requestId, body },
});

/** Takes records in for whatever command brings them. */
export async function supply(context: CommandContext, one: Supply): Promise<Handled<Supplied>> {
  const [handled] = await supplyTogether(context, [one]);
  if (handled === undefined) throw new Error('A supply has no answer.');
  return handled;
}

/**
 * Takes in what came at the same time as one change, which costs little more than one of them alone; each is
 * answered and audited for itself, in order. No two may be the same request or speak of the same record.
 */
export async function supplyTogether(
  context: CommandContext,
  supplies: readonly Supply[],
): Promise<readonly Handled<Supplied>[]> {
  await foresee(context, supplies);
  const admitted: (Admitted | Handled<Supplied>)[] = [];
  for (const one of supplies) admitted.push(await admit(context, one));
  const taking = admitted.filter((one) => 'supplier' in one);
  const answers = taking.length === 0 ? new Map<unknown, never>() : await takeAll(context, taking);
  return admitted.flatMap((one) => ('supplier' in one ? (answers.get(one) ?? []) : [one]));
}

/** What is new, from somebody who may supply it. */
interface Admitted extends TakingIn {
  readonly supply: Supply;
  readonly submissionId: string;
}

async function admit(context: CommandContext, one: Supply): Promise<Admitted | Handled<Supplied>> {
  const { asked, request, records } = one;
  const facts = factsBefore(asked);
  const admitted = await admitClient(context, asked);
  if ('refusal' in admitted) return denied(facts, admitted);
  const earlier = await findAnswer<Remembered>(context, request);
  if (earlier === 'reused') return denied(facts, REUSED);
  const submissionId = answerIdOf(context, request);
  if (!earlier) {
    const supplier = await findSupplier(context, asked.caller, admitted);
    return { supply: one, submissionId, supplier, records };
  }
  const receipts = withRecordIds(earlier.answer.receipts, records);
  const counts = countOutcomes(receipts);
  const done = { kind: 'supply', outcome: 'answered-before', subjects: [], counts } as const;
  return { answer: { submissionId, receipts }, facts: { ...facts, ...done } };
}

async function takeAll(
  context: CommandContext,
  taking: readonly Admitted[],
): Promise<ReadonlyMap<Admitted, Handled<Supplied>>> {
  const { receipts, kept } = await takeIn(context, taking);
  const answered = taking.map((one, at) => ({ ...one, receipts: receipts[at] ?? [] }));
  await rememberAnswers(
    context,
    answered.map((one) => ({ request: one.supply.request, answer: toRemembered(context, one) })),
  );
  const together = taking.length > 1 ? context.newId() : undefined;
  return new Map(
    answered.map(({ supply: { asked }, submissionId, receipts: given }, at) => [
      taking[at] as Admitted,
      {
        answer: { submissionId, receipts: given },
        facts: {
          ...factsBefore(asked),
          kind: 'supply',
          outcome: 'taken-in',
          subjects: [],
          counts: countOutcomes(given),
          ...(together !== undefined && { together }),
          ...(at === 0 && kept),
        },
      },
    ]),
  );
}

const toRemembered = (
  context: CommandContext,
  { supply: { asked }, records, receipts }: Admitted & { readonly receipts: readonly Receipt[] },
): Remembered => ({
  clientId: asked.caller.clientId,
  receipts: withRecordKeys(context, receipts, records),
});
