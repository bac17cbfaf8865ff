import type { CommandContext } from '../command-context.ts';
import { askPeople, closeQuestions } from '../review/ask-people.ts';
import { resolveChildren } from '../review/resolve-children.ts';
import type { DeathRow } from '../rows.ts';
import { sameValue } from '../supply/same-value.ts';
import type { LoadedChild } from '../view/load-children.ts';
import { loadVisibleChildren, type VisibleChild } from '../view/visible-children.ts';
import { isApplied, judgeDeaths, type Report, reportsOf, type Verdict } from './judge-deaths.ts';
import { sealDeaths, type SealedDeaths } from './seal-deaths.ts';

/** What was supplied just now. */
export interface Supplied {
  /** Records that told of a death before: they may tell of none any more, or stand in no child. */
  readonly told?: readonly string[];
  /** By record key those that it carries on for. */
  readonly heirs?: ReadonlyMap<string, readonly string[]>;
}

/** What bringing deaths up to date came to. */
export interface KeptDeaths {
  /** Records whose death is applied, by all that their suppliers may know. */
  readonly sure: ReadonlySet<string>;
  /** Deaths that were applied or taken back, for the audit trail. */
  readonly sealed: SealedDeaths | undefined;
}

const NONE: KeptDeaths = { sure: new Set(), sealed: undefined };

/**
 * Brings up to date what comes of the deaths that records of these children tell of, in the visible world
 * (SUPPLY-05, SHIELD-03): each is applied, asked of people or left; a question that is answered by now is closed.
 */
export async function keepDeaths(
  context: CommandContext,
  children: readonly (LoadedChild | undefined)[],
  { told = [], heirs = new Map() }: Supplied = {},
): Promise<KeptDeaths> {
  const loaded = children.filter((child) => child !== undefined);
  if (told.length === 0 && !(await mayTell(context, loaded))) return NONE;
  const visible = await loadVisibleChildren(context, loaded);
  const reporting = visible.flatMap(reportsOf).map(({ statement }) => statement.recordKey);
  const kept = await findKept(context, [...reporting, ...told, ...[...heirs.values()].flat()]);
  const judged = await judge(context, visible, withHeirs(kept, heirs));
  const rows = judged.flatMap((one) => one.rows);
  await ask(context, judged, kept);
  return {
    sure: new Set(
      judged.flatMap(({ child, rows: own }) =>
        // Of a shielded child nothing is told but that people decide, whatever it hides.
        child.loaded.child.shielded ? [] : own.filter(isApplied).map(({ recordKey }) => recordKey),
      ),
    ),
    sealed: await save(context, { rows, kept, told }),
  };
}

type Kept = ReadonlyMap<string, DeathRow>;

/** Whether any record that stands in these children in either world may tell of a death: most tell of none. */
async function mayTell({ tx }: CommandContext, children: readonly LoadedChild[]): Promise<boolean> {
  if (children.some((child) => reportsOf(child).length > 0)) return true;
  const ids = new Set(children.map(({ child }) => child.childId));
  const members = await tx.members.ofChildren([...ids]);
  return members.flat().some(({ childId }) => !ids.has(childId));
}

async function findKept({ tx }: CommandContext, recordKeys: readonly string[]): Promise<Kept> {
  const keys = [...new Set(recordKeys)];
  const rows = keys.length === 0 ? [] : await tx.deaths.find(keys);
  return new Map(rows.flatMap((row) => (row ? [[row.recordKey, row] as const] : [])));
}

/** A record that carries on for others knows since when they told of a death, and what was decided on it. */
function withHeirs(kept: Kept, heirs: NonNullable<Supplied['heirs']>): Kept {
  const inherited = [...heirs].flatMap(([recordKey, from]): readonly (readonly [string, DeathRow])[] => {
    const rows = [recordKey, ...from].flatMap((key) => kept.get(key) ?? []);
    const [first] = rows.toSorted((a, b) => (a.notifiedAt < b.notifiedAt ? -1 : 1));
    const decided = rows.find(({ decidedDate }) => decidedDate !== null);
    if (first === undefined) return [];
    const { decidedDate, decidedChild } = decided ?? first;
    return [[recordKey, { ...first, recordKey, decidedDate, decidedChild }]];
  });
  return new Map([...kept, ...inherited]);
}

interface Judged {
  readonly child: VisibleChild;
  readonly rows: readonly DeathRow[];
}

async function judge(
  context: CommandContext,
  visible: readonly VisibleChild[],
  known: Kept,
): Promise<readonly Judged[]> {
  const decided = [...known.values()].flatMap(({ decidedChild }) => decidedChild ?? []);
  const survivors = await resolveChildren(context, decided);
  return visible.map((child): Judged => {
    const { childId } = child.loaded.child;
    const verdictOf = (report: Report): Verdict => {
      const row = known.get(report.statement.recordKey);
      if (row === undefined || row.decidedDate !== blindDate(context, report)) return undefined;
      if (row.decidedChild === null) return 'refused';
      return survivors.get(row.decidedChild) === childId ? 'confirmed' : undefined;
    };
    const states = judgeDeaths(child, { policy: context.policy, verdictOf });
    const rows = reportsOf(child).map((report, at): DeathRow => {
      const { recordKey } = report.statement;
      const before = known.get(recordKey) ?? {
        notifiedAt: context.at,
        decidedDate: null,
        decidedChild: null,
      };
      return { ...before, recordKey, date: blindDate(context, report), state: states[at] ?? 'asked' };
    });
    return { child, rows };
  });
}

/** The same date has one name, which tells no other directory what it is. */
const blindDate = ({ vault }: CommandContext, { date }: Report): string => vault.blind('death', date);

/** Asks what is not asked yet, and takes back what is asked no more: another date is another question. */
async function ask(context: CommandContext, judged: readonly Judged[], kept: Kept): Promise<void> {
  const asked = judged.flatMap(({ child, rows }) =>
    rows.flatMap((row) => (row.state === 'asked' ? [{ row, childId: child.loaded.child.childId }] : [])),
  );
  const names = new Set(asked.map(({ row }) => questionOf(row)));
  const before = new Set([...kept.values()].filter(({ state }) => state === 'asked').map(questionOf));
  await closeQuestions(
    context,
    [...before].filter((name) => !names.has(name)),
  );
  await askPeople(
    context,
    asked.flatMap(({ row, childId }) => {
      const name = questionOf(row);
      const { recordKey } = row;
      const about = { kind: 'death', recordKey, childId, candidates: [], restricted: false } as const;
      return before.has(name) ? [] : [{ name, ...about }];
    }),
  );
}

const questionOf = ({ recordKey, date }: DeathRow): string => `death|${recordKey}|${date}`;

/** Keeps what has changed, and says what of it was applied or taken back. */
async function save(
  context: CommandContext,
  {
    rows,
    kept,
    told,
  }: { readonly rows: readonly DeathRow[]; readonly kept: Kept; readonly told: readonly string[] },
): Promise<SealedDeaths | undefined> {
  const { tx } = context;
  const changed = rows.filter((row) => !sameValue(row, kept.get(row.recordKey)));
  const telling = new Set(rows.map(({ recordKey }) => recordKey));
  const gone = told.filter((recordKey) => !telling.has(recordKey) && kept.has(recordKey));
  if (changed.length > 0) await tx.deaths.put(changed);
  if (gone.length > 0) await tx.deaths.remove(gone);
  const steps = [
    ...changed.map(({ recordKey, state }) => ({ recordKey, after: state })),
    ...gone.map((recordKey) => ({ recordKey, after: undefined })),
  ].map((step) => ({ ...step, before: kept.get(step.recordKey)?.state }));
  const counts = (state: DeathRow['state'] | undefined): boolean =>
    state !== undefined && isApplied({ state });
  return sealDeaths(
    context,
    steps
      .filter(({ before, after }) => counts(before) || counts(after))
      .filter(({ before, after }) => before !== after),
  );
}
