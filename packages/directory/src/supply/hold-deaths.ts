import { createIssue } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Supplied } from '../deaths/keep-deaths.ts';
import { toRecordKey } from '../matching/index-context.ts';
import type { Sheet } from './desk.ts';
import { saysNew, type Taken } from './draft.ts';

/**
 * Answers `held` to records that tell of a death, but for those whose death is applied by themselves (SUPPLY-05):
 * whether somebody else has told of it never shows.
 */
export const holdDeaths = (taken: readonly Taken[], sure: ReadonlySet<string>): readonly Taken[] =>
  taken.map((one): Taken => {
    const { record } = one.draft;
    if (!saysNew(one) || record.child?.dateOfDeath === undefined || sure.has(one.recordKey)) return one;
    const issue = createIssue('directory.death-held', { path: '/child/dateOfDeath' });
    return { ...one, outcome: 'held', issues: [...one.issues, issue] };
  });

/** What the records of a submission told of deaths before it, and whom they carry on for. */
export const deathsToldBy = (context: Pick<CommandContext, 'vault'>, sheets: readonly Sheet[]): Supplied => ({
  told: sheets.flatMap(({ toldDeath, recordKey }) => (toldDeath ? [recordKey] : [])),
  heirs: new Map(
    sheets.flatMap(({ recordKey, absorbed }) =>
      absorbed.length === 0 ? [] : [[recordKey, absorbed.map((ref) => toRecordKey(context, ref))] as const],
    ),
  ),
});
