import type { ArrangedInput } from './arrange-inputs.ts';
import type { ColumnProfile } from './column-profile.ts';
import { isSameName, shareOfKey } from './find-key.ts';
import type { PlacedColumn } from './place-columns.ts';

/** Inputs that hang on the records, and those that nothing joins to anything. */
export interface LinkedInputs {
  readonly joined: readonly ArrangedInput[];
  readonly loose: readonly ArrangedInput[];
}

/**
 * Joins what no record names to an input that does: the staff list to the allocations that name staff by number. The
 * rows of the joined input then say what the other says of them.
 */
export function linkInputs({ joined, loose }: LinkedInputs): LinkedInputs {
  return loose.reduce<LinkedInputs>(
    (linked, input) => {
      const link = findLink(input, linked.joined);
      if (!link) return { ...linked, loose: [...linked.loose, input] };
      const others = linked.joined.filter((other) => other !== link.to);
      return { ...linked, joined: [...others, extend(link, input), hang(link, input)] };
    },
    { joined, loose: [] },
  );
}

/** A column of an input that names the rows of another. */
interface Link {
  readonly to: ArrangedInput;
  readonly from: ColumnProfile;
  readonly key: ColumnProfile;
  readonly shared: number;
}

function findLink(input: ArrangedInput, joined: readonly ArrangedInput[]): Link | undefined {
  const keys = input.profile.columns.filter(
    ({ distinct, filled, rows }) => distinct === filled && filled === rows,
  );
  const links = joined
    .filter(({ linkKey, linkedTo }) => linkKey === undefined && linkedTo === undefined)
    .flatMap((to) => to.profile.columns.filter((from) => from !== to.key).map((from) => ({ to, from })))
    .flatMap(({ to, from }) => keys.map((key) => ({ to, from, key, shared: shareOfKey(from, key) })))
    .filter(({ from, key, shared }) => shared >= (isSameName(from, key) ? 0.5 : 0.9));
  return links.sort((a, b) => b.shared - a.shared || a.from.position - b.from.position)[0];
}

/** Roles that an input takes from what is joined to it, where its own columns tell none. */
const TAKEN: ReadonlySet<ArrangedInput['role']> = new Set(['workers', 'addresses', 'carers']);

function extend({ to, from }: Link, input: ArrangedInput): ArrangedInput {
  const own = new Set(to.placement.placed.map(({ meaning }) => meaning));
  const more = input.placement.placed
    .filter(({ meaning }) => !own.has(meaning))
    .map((placed): PlacedColumn => ({ ...placed, input: input.name }));
  const placement = { ...to.placement, placed: [...to.placement.placed, ...more] };
  const role = to.role === 'other' && TAKEN.has(input.role) ? input.role : to.role;
  return { ...to, placement, role, linkKey: from };
}

function hang({ to, from, key, shared }: Link, input: ArrangedInput): ArrangedInput {
  const keyReason = `${Math.round(100 * shared)}% of the different values of ${from.name} of ${to.name} stand in ${key.name}`;
  return { ...input, role: 'linked', key, keyReason, linkedTo: to.name };
}
