import { type ChildMembers, type MemberFeatures, refreshReview } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import { createMatchIndex } from '../matching/match-index.ts';
import { visibleChildOf } from '../matching/visible-index.ts';
import type { MemberRow, ReviewRow, SourceRow } from '../rows.ts';
import { isOfTooMany } from './ask-people.ts';
import { resolveChildren } from './resolve-children.ts';

/** A review as it stands now, whatever happened since it was opened. */
export interface ReviewCase {
  readonly row: ReviewRow;
  /** Where the record stands. */
  readonly member: MemberRow;
  readonly record: MemberFeatures;
  /** The child that has the record as things are, and the one in which everybody may know it. */
  readonly holder: ChildMembers;
  readonly own: ChildMembers;
  /**
   * The children that it may be, best first, none where they are too many to name; of a death, the child whose
   * death it is.
   */
  readonly candidates: readonly ChildMembers[];
  readonly source: SourceRow | undefined;
  /** For the shielding role alone: a shielded child or one of a new identity is among them, or was. */
  readonly restricted: boolean;
}

/** Reviews with what they are about, in the order asked; undefined where nothing is left to decide. */
export async function loadCases(
  context: CommandContext,
  rows: readonly ReviewRow[],
): Promise<readonly (ReviewCase | undefined)[]> {
  const index = createMatchIndex(context);
  const recordKeys = rows.map(({ recordKey }) => recordKey);
  const members = await context.tx.members.find(recordKeys);
  const survivors = await resolveChildren(
    context,
    rows.flatMap(({ candidates }) => candidates),
  );
  const homes = members.flatMap((member) => (member ? [member.childId, visibleChildOf(member)] : []));
  const childIds = [...new Set([...homes, ...survivors.values()])];
  const loaded = (await index.load(childIds)).filter((one) => one !== undefined);
  const found = await index.members(childIds);
  const scene: Scene = {
    survivors,
    children: new Map(found.flatMap((child) => (child ? [[child.childId, child] as const] : []))),
    owns: new Map(
      loaded.flatMap(({ child, members: has, held }) => {
        const own = index.toChild(child, [...has, ...held]);
        return own ? [[child.childId, own] as const] : [];
      }),
    ),
    features: new Map(
      loaded.flatMap(({ members: has }) =>
        has.map(({ row, features }) => [row.recordKey, features] as const),
      ),
    ),
    sources: await sourcesOf(context, recordKeys),
  };
  return rows.map((row, at) => {
    const member = members[at];
    return member && toCase({ row, member, source: scene.sources.get(row.recordKey) }, scene);
  });
}

interface Scene {
  readonly survivors: ReadonlyMap<string, string>;
  /** Children as things are, and with what shielded ones hold back of them. */
  readonly children: ReadonlyMap<string, ChildMembers>;
  readonly owns: ReadonlyMap<string, ChildMembers>;
  readonly features: ReadonlyMap<string, MemberFeatures>;
  readonly sources: ReadonlyMap<string, SourceRow>;
}

function toCase(
  found: Pick<ReviewCase, 'row' | 'member' | 'source'>,
  { survivors, children, owns, features }: Scene,
): ReviewCase | undefined {
  const { row, member } = found;
  const holder = children.get(member.childId);
  const own = owns.get(visibleChildOf(member));
  const record = features.get(member.recordKey);
  if (row.state === 'decided' || row.kind === 'override' || !holder || !own || !record) return undefined;
  const candidates =
    row.kind === 'death' ? othersOf(holder) : candidatesOf({ ...found, record }, { survivors, children });
  const isNobody = candidates.length === 0;
  if (isNobody && row.kind !== 'death' && !(isOfTooMany(row) && isAlone({ member, holder })))
    return undefined;
  const isHidden = [holder, ...candidates].some(
    ({ shielded, walled, members }) => shielded || walled || members.some(({ newIdentity }) => newIdentity),
  );
  return { ...found, holder, own, record, candidates, restricted: row.restricted || isHidden };
}

/** Whether nothing has found the record since, nor it anybody. */
const isAlone = ({ member, holder }: Pick<ReviewCase, 'member' | 'holder'>): boolean =>
  member.shadowId === null && holder.members.length === 1;

/** A death is compared with the rest of its child, where there is any. */
const othersOf = (holder: ChildMembers): readonly ChildMembers[] =>
  holder.members.length > 1 ? [holder] : [];

/** A record that a shielded child holds may be that child's; one that stands in the open is its child's already. */
function candidatesOf(
  { row, member, record }: Pick<ReviewCase, 'row' | 'member' | 'record'>,
  { survivors, children }: Pick<Scene, 'survivors' | 'children'>,
): readonly ChildMembers[] {
  const own = visibleChildOf(member);
  const asked = { childId: own, candidates: row.candidates.map((childId) => ({ childId })) };
  const now = refreshReview(asked, (childId) => {
    const survivor = survivors.get(childId) ?? childId;
    return childId === own || children.has(survivor) ? survivor : undefined;
  });
  const others = (now?.candidates ?? [])
    .flatMap(({ childId }) => children.get(childId) ?? [])
    .filter((child) => member.shadowId !== null || !isKeptApart(child, { own, recordRef: record.recordRef }));
  // What holds nothing but the record is nobody that it could be.
  return others.filter(({ childId, members }) => childId !== member.childId || members.length > 1);
}

/** What people have separated since is not asked any more. */
const isKeptApart = (
  { doNotLink, doNotLinkRecords }: ChildMembers,
  { own, recordRef }: { readonly own: string; readonly recordRef: string },
): boolean => doNotLink.includes(own) || doNotLinkRecords.includes(recordRef);

async function sourcesOf(
  { tx }: CommandContext,
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, SourceRow>> {
  const records = (await tx.records.find(recordKeys)).filter((row) => row !== undefined);
  const sources = await tx.sources.find(records.map(({ system }) => system));
  return new Map(
    records.flatMap(({ recordKey }, at) => {
      const source = sources[at];
      return source ? [[recordKey, source] as const] : [];
    }),
  );
}
