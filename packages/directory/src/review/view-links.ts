import type { ChildLinks } from '@contactpoint/contract';
import { proposeSplit } from '@contactpoint/matching';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import { findShownDeaths } from '../deaths/find-deaths.ts';
import { denied, type Handled } from '../handled.ts';
import { factsBefore } from '../policy/admit.ts';
import type { DeathRow } from '../rows.ts';
import { UNNAMED_SOURCE } from '../view/view-for.ts';
import { identityOf } from './identity.ts';
import { loadLinks, type Linked } from './load-links.ts';

type Link = ChildLinks['links'][number];

/** The records that make up a child, each by what it says of who the child is (MATCH-06). */
export async function viewLinks(
  context: CommandContext,
  command: Command<'viewLinks'>,
): Promise<Handled<ChildLinks>> {
  const facts = factsBefore(command, command.accessContext);
  const linked = await loadLinks(context, command);
  if ('refusal' in linked) return denied(facts, linked, linked.childId ?? command.childId);
  const { child, links, loaded } = linked;
  const keyOf = new Map(links.map(({ row, features }) => [features.recordRef, row.recordKey]));
  const proposal = await proposeSplit(child, { childrenCovered: context.policy.childrenCovered });
  // Whoever looks at a shielded child here sees no more of it than everybody.
  const { shielded } = loaded.child;
  const deaths = shielded ? [] : await context.tx.deaths.find(links.map(({ row }) => row.recordKey));
  const [shown = {}] = shielded ? [] : await findShownDeaths(context.tx, [child.childId]);
  const toLinks = (group: readonly string[]): readonly string[] =>
    group.flatMap((ref) => keyOf.get(ref) ?? []);
  return {
    answer: {
      childId: child.childId,
      ...shown,
      links: links.map((link, at) => ({
        ...toLink(context, linked, link),
        ...toDeath(deaths[at], shown),
      })),
      proposal: proposal.map(toLinks).filter((group) => group.length > 0),
    },
    facts: {
      ...facts,
      kind: 'disclosure',
      outcome: 'links-shown',
      fields: shielded ? 'limited' : 'full',
      subjects: [child.childId],
    },
  };
}

/** Nothing of it shows that another record, which a shielded child holds, is sure of the same death (SHIELD-04). */
function toDeath(row: DeathRow | undefined, { death }: Pick<ChildLinks, 'death'>): Pick<Link, 'death'> {
  if (row === undefined || row.state === 'held') return {};
  return row.state === 'told' && death === undefined ? {} : { death: row.state };
}

function toLink(
  context: CommandContext,
  { user, loaded, child }: Linked,
  { row, features }: Linked['links'][number],
): Link {
  const statements = loaded.statements.filter(({ recordKey }) => recordKey === row.recordKey);
  const source = statements[0]?.source;
  return {
    linkId: row.recordKey,
    // A source whose very name tells of a sensitive service is not named here either (SENS-02).
    source: source === undefined || source.sector === 'sensitive' ? UNNAMED_SOURCE : source.system,
    verified: child.verified.includes(features.recordRef),
    identity: identityOf(context, user, { loaded, statements }),
  };
}
