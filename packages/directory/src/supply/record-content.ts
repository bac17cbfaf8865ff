import type { CanonicalRecord, Child } from '@contactpoint/contract';
import { compareVersions, type Version, versionOf } from './version.ts';
import { clearedUnits, type UnitValues, unitsOf } from './record-units.ts';
import { sameValue } from './same-value.ts';

/** One part of a record with the version that last said anything of it; without a value it was cleared. */
export interface HeldUnit {
  readonly at: Version;
  readonly value?: unknown;
  /** By path within the value (empty for the whole of it), with whom it was confirmed and when (SUPPLY-08). */
  readonly confirmed?: Readonly<Record<string, Confirmed>>;
}
/** With whom a value was confirmed, and on which day. */
export type Confirmed = Omit<NonNullable<CanonicalRecord['confirmed']>[number], 'pointer'>;

/**
 * All that is kept of one source record: every part under the newest version that mentioned it. Versions may
 * arrive in any order and any number of times; the same set of them gives the same content (SUPPLY-02).
 */
export interface RecordContent {
  readonly system: string;
  readonly recordId: string;
  /** The newest version that arrived. */
  readonly newest: Version;
  /** The newest full version: what it left out does not hold. */
  readonly full?: Version;
  readonly state: { readonly at: Version; readonly value: 'open' | 'closed' | 'withdrawn' };
  /** By pointer: `/child/names`, `/carers`, `/involvements/<id>`. */
  readonly units: Readonly<Record<string, HeldUnit>>;
}

/** The date of death that a source gives, whole or in part (`2026-11`). */
export const deathOf = ({ units }: RecordContent): string | undefined =>
  (units['/child/dateOfDeath']?.value as Child['dateOfDeath'])?.value;

/** What applying a record came to. */
export interface Applied {
  readonly content: RecordContent;
  /** Whether anything but versions differs from before. */
  readonly changed: boolean;
  /** Whether something newer stayed in its place. */
  readonly stale: boolean;
  /** Whether a part came again under its version with another value. */
  readonly tied: boolean;
}

/** Takes a record into what is held of it. `merge` and `renumber` say here what `upsert` would say. */
export function applyRecord(before: RecordContent | undefined, record: CanonicalRecord): Applied {
  const at = versionOf(record.source);
  const draft = createDraft(before, at);
  const said = unitsOf(record);
  for (const [unit, value] of Object.entries(said)) draft.set(unit, value);
  if (record.completeness === 'partial') {
    for (const [unit, value] of clearedUnits(record.cleared ?? [], draft.units)) {
      if (!(unit in said)) draft.set(unit, value);
    }
  }
  const isFull = record.operation === 'withdraw' || (record.completeness === 'full' && saysAll(record));
  if (isFull) draft.leaveOut(said);
  draft.setState(STATE_AFTER[record.operation]);
  // A late version of a record that another carries on for speaks of that one.
  const { system, recordId } = before ?? record.source;
  return draft.finish({ system, recordId });
}

const STATE_AFTER = {
  upsert: 'open',
  merge: 'open',
  renumber: 'open',
  close: 'closed',
  withdraw: 'withdrawn',
} as const satisfies Record<CanonicalRecord['operation'], RecordContent['state']['value']>;

/** A close, merge or renumber without a child speaks of the record, not of what it holds. */
const saysAll = ({ operation, child }: CanonicalRecord): boolean =>
  operation === 'upsert' || (operation !== 'close' && child !== undefined);

interface Draft {
  readonly units: Readonly<Record<string, HeldUnit>>;
  set(unit: string, said: UnitValues[string]): void;
  leaveOut(said: UnitValues): void;
  setState(value: RecordContent['state']['value']): void;
  finish(id: Pick<RecordContent, 'system' | 'recordId'>): Applied;
}

function createDraft(before: RecordContent | undefined, at: Version): Draft {
  const units: Record<string, HeldUnit> = { ...before?.units };
  let full = before?.full;
  let state = before?.state;
  let [changed, stale, tied] = [before === undefined, false, false];
  /** Whether this version may speak where that one has spoken. */
  const outranks = (held: Version | undefined): boolean =>
    held === undefined || compareVersions(at, held) >= 0;
  const note = (held: Version | undefined): void => {
    changed = true;
    tied ||= held !== undefined && compareVersions(at, held) === 0;
  };
  const set: Draft['set'] = (unit, { value, confirmed }) => {
    const held = units[unit];
    const floor = held?.at ?? full;
    if (!outranks(floor)) {
      stale = true;
      return;
    }
    const same = sameValue(held?.value, value);
    if (!same) note(floor);
    const known = { ...(same ? held?.confirmed : undefined), ...confirmed };
    changed ||= !sameValue(known, { ...held?.confirmed });
    units[unit] = {
      at,
      ...(value !== undefined && { value }),
      ...(Object.keys(known).length > 0 && { confirmed: known }),
    };
  };
  return {
    units,
    set,
    leaveOut: (said) => {
      for (const [unit, held] of Object.entries(units)) {
        if (unit in said || held.value === undefined || !outranks(held.at)) continue;
        note(held.at);
        units[unit] = { at };
      }
      if (outranks(full)) full = at;
    },
    setState: (value) => {
      if (!outranks(state?.at)) return;
      if (state?.value !== value) note(state?.at);
      state = { at, value };
    },
    finish: (id) => ({
      content: {
        ...id,
        newest: before === undefined || outranks(before.newest) ? at : before.newest,
        ...(full && { full }),
        state: state ?? { at, value: 'open' },
        units: withoutOldTombstones(units, full),
      },
      changed,
      stale,
      tied,
    }),
  };
}

/** What a full version left out is known from that version alone. */
function withoutOldTombstones(
  units: Readonly<Record<string, HeldUnit>>,
  full: Version | undefined,
): RecordContent['units'] {
  if (full === undefined) return units;
  const kept = Object.entries(units).filter(
    ([, { at, value }]) => value !== undefined || compareVersions(at, full) > 0,
  );
  return Object.fromEntries(kept);
}

/** What is held under an earlier record id, taken in where nothing newer is known (`merge`, `renumber`). */
export function absorb(into: RecordContent, from: RecordContent): RecordContent {
  const units: Record<string, HeldUnit> = { ...into.units };
  for (const [unit, held] of Object.entries(from.units)) {
    const floor = units[unit]?.at ?? into.full;
    if (floor === undefined || compareVersions(held.at, floor) > 0) units[unit] = held;
  }
  return { ...into, units };
}
