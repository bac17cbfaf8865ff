import type { CanonicalRecord } from '@contactpoint/contract';
import type { Confirmed, HeldUnit } from './record-content.ts';

/** What a record says of its parts, by pointer; without a value it says that there is none. */
export type UnitValues = Readonly<Record<string, Omit<HeldUnit, 'at'>>>;

const INVOLVEMENTS = '/involvements/';

/** The parts that a record mentions. An involvement is a part of its own, known by its id. */
export function unitsOf(record: CanonicalRecord): UnitValues {
  const units: Record<string, Omit<HeldUnit, 'at'>> = {};
  const confirmed = confirmationsOf(record);
  const add = (unit: string, pointer: string, value: unknown): void => {
    if (value === undefined) return;
    const dates = confirmed.get(pointer);
    units[unit] = { value, ...(dates && { confirmed: dates }) };
  };
  for (const [name, value] of Object.entries(record.child ?? {}))
    add(`/child/${name}`, `/child/${name}`, value);
  add('/carers', '/carers', record.carers);
  record.involvements?.forEach((involvement, at) =>
    add(`${INVOLVEMENTS}${involvement.id}`, `${INVOLVEMENTS}${at}`, involvement),
  );
  add('/flags', '/flags', record.flags);
  add('/notKnown', '/notKnown', record.notKnown);
  return units;
}

/** Confirmations by the pointer of their part, then by the path within it. */
function confirmationsOf({ confirmed = [] }: CanonicalRecord): Map<string, Record<string, Confirmed>> {
  const byPart = new Map<string, Record<string, Confirmed>>();
  for (const { pointer, ...said } of confirmed) {
    const [part, path] = splitPointer(pointer);
    byPart.set(part, { ...byPart.get(part), [path]: said });
  }
  return byPart;
}

/** A pointer as its part (`/child/addresses`, `/carers`, `/involvements/0`) and the path within. */
function splitPointer(pointer: string): readonly [part: string, path: string] {
  const steps = pointer.split('/').slice(1);
  const depth = steps[0] === 'carers' ? 1 : 2;
  return [`/${steps.slice(0, depth).join('/')}`, steps.slice(depth).join('/')];
}

/**
 * What pointers of `cleared` leave of the parts they point into. Numbers in them count in what is held now,
 * so the higher go first.
 */
export function clearedUnits(
  pointers: readonly string[],
  held: Readonly<Record<string, HeldUnit>>,
): readonly (readonly [unit: string, value: Omit<HeldUnit, 'at'>])[] {
  const left = new Map<string, unknown>();
  for (const pointer of [...pointers].sort(laterFirst)) {
    for (const [unit, path] of unitsUnder(pointer, held)) {
      const value = left.has(unit) ? left.get(unit) : held[unit]?.value;
      left.set(unit, path.length === 0 ? undefined : without(value, path));
    }
  }
  return [...left].map(([unit, value]) => [unit, value === undefined ? {} : { value }] as const);
}

function laterFirst(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}

function unitsUnder(
  pointer: string,
  held: Readonly<Record<string, HeldUnit>>,
): readonly (readonly [unit: string, path: readonly string[]])[] {
  const [part, path] = splitPointer(pointer);
  const steps = path === '' ? [] : path.split('/');
  if (!part.startsWith('/involvements')) {
    return part === '/child'
      ? Object.keys(held).flatMap((unit) => (unit.startsWith('/child/') ? [[unit, []] as const] : []))
      : [[part, steps]];
  }
  const all = Object.keys(held).filter(
    (unit) => unit.startsWith(INVOLVEMENTS) && held[unit]?.value !== undefined,
  );
  const which = part.slice(INVOLVEMENTS.length);
  if (which === '') return all.map((unit) => [unit, []] as const);
  const unit = `${INVOLVEMENTS}${which}` in held ? `${INVOLVEMENTS}${which}` : all[Number(which)];
  return unit === undefined ? [] : [[unit, steps]];
}

/** A copy of a value without what stands at a path; nothing when nothing is left. */
function without(value: unknown, [step = '', ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const kept = value.flatMap((item: unknown, at) => {
      if (String(at) !== step) return [item];
      const inner = rest.length === 0 ? undefined : without(item, rest);
      return inner === undefined ? [] : [inner];
    });
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value !== 'object' || value === null) return value;
  const { [step]: inner, ...others } = value as Record<string, unknown>;
  const left = rest.length === 0 ? undefined : without(inner, rest);
  const kept = left === undefined ? others : { ...others, [step]: left };
  return Object.keys(kept).length === 0 ? undefined : kept;
}
