import type { SearchCandidate, SearchCriteria, SearchResponse, SourceCoverage } from '@contactpoint/contract';
import type { CommandContext } from '../command-context.ts';
import type { Command } from '../commands.ts';
import type { Handled } from '../handled.ts';
import { admitUser, factsBefore } from '../policy/admit.ts';
import { overlap } from '../policy/area.ts';
import type { OrganisationRow } from '../rows.ts';
import { currentName, type Disclosure } from '../view/disclosure.ts';
import { disclosureOf, isShown, loadChildren } from '../view/load-children.ts';
import { agreement } from './agreement.ts';
import { searchKeysFor } from './search-keys.ts';

/** Candidates that one answer holds at most (ACCESS-07). */
const MOST_CANDIDATES = 10;
/** Children that one key may lead to before the search counts as too wide, whatever else it says. */
const CROWD = 200;

/** Finds children for a named user: at most ten candidates, no totals, and never by what is not shown. */
export async function searchChildren(
  context: CommandContext,
  command: Command<'searchChildren'>,
): Promise<Handled<SearchResponse>> {
  const { accessContext, criteria } = command;
  const before = factsBefore(command, accessContext);
  const facts = { ...before, personal: { ...before.personal, criteria } };
  const seeker = await admitUser(context, command, 'search');
  if ('refusal' in seeker)
    return {
      refusal: seeker.refusal,
      facts: { ...facts, kind: 'denial', outcome: seeker.outcome, subjects: [] },
    };
  const keys = searchKeysFor(criteria);
  if (keys.length === 0)
    return {
      refusal: 'directory.search-too-wide',
      facts: { ...facts, kind: 'denial', outcome: 'too-wide', subjects: [] },
    };
  const found = await findCandidates(context, keys, criteria);
  const answer = await toResponse(context, seeker.organisation, found);
  const subjects = answer.candidates.map(({ childId }) => childId);
  return {
    answer,
    facts: { ...facts, kind: 'disclosure', outcome: answer.outcome, fields: 'minimal', subjects },
  };
}

interface Found {
  readonly childId: string;
  readonly disclosure: Disclosure;
  readonly agreed: number;
}

/** Those that the criteria fit, the closest first; undefined when there are too many to tell. */
async function findCandidates(
  context: CommandContext,
  keys: readonly string[],
  criteria: SearchCriteria,
): Promise<readonly Found[] | undefined> {
  const { tx, vault } = context;
  const hits = await tx.searchKeys.find(
    keys.map((key) => vault.blind('search', key)),
    CROWD,
  );
  if (hits.some(({ crowded }) => crowded)) return undefined;
  const loaded = await loadChildren(context, [...new Set(hits.flatMap(({ childIds }) => childIds))]);
  const found = loaded.flatMap((child): Found[] => {
    if (child === undefined || !isShown(child)) return [];
    const disclosure = disclosureOf(child);
    const agreed = agreement(disclosure, criteria);
    return agreed === undefined ? [] : [{ childId: child.child.childId, disclosure, agreed }];
  });
  return found.sort((a, b) => b.agreed - a.agreed || (a.childId < b.childId ? -1 : 1));
}

async function toResponse(
  context: CommandContext,
  organisation: OrganisationRow,
  found: readonly Found[] | undefined,
): Promise<SearchResponse> {
  if (found === undefined || found.length > MOST_CANDIDATES)
    return { outcome: 'too-many', candidates: [], coverage: [] };
  if (found.length > 0) return { outcome: 'found', candidates: found.map(toCandidate), coverage: [] };
  return { outcome: 'nobody-found', candidates: [], coverage: await coverageOf(context, organisation) };
}

function toCandidate({ childId, disclosure }: Found): SearchCandidate {
  const { limited, dateOfBirth, gender, addresses } = disclosure;
  const name = currentName(disclosure);
  const town = addresses[0]?.value.town;
  return {
    childId,
    limited,
    ...(name && { name }),
    ...(dateOfBirth && { dateOfBirth: dateOfBirth.value }),
    ...(gender && { gender: gender.value }),
    ...(town !== undefined && { town }),
  };
}

/** Which sources cover the area and when each last fed: nobody found is not nobody involved. */
async function coverageOf(
  { tx }: CommandContext,
  { areas }: OrganisationRow,
): Promise<readonly SourceCoverage[]> {
  return (await tx.sources.all())
    .filter(
      (source) => source.stage === 'live' && source.sector !== 'sensitive' && overlap(areas, source.areas),
    )
    .map(({ system, lastSuppliedAt }) => ({ source: system, lastSuppliedAt }));
}
