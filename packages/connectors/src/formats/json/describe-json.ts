import type { RecordPlaces } from '@contactpoint/adapter';

type Place = RecordPlaces['fields'][number];

interface Found {
  readonly fields: Map<string, Place>;
  readonly groups: Map<string, Place>;
}

/** Where to look: the names down to it, and the groups that are known to repeat; undefined where none counts. */
interface At {
  readonly names: readonly string[];
  readonly groups: ReadonlySet<string> | undefined;
}

/** Where a value holds texts and groups that repeat, by path from it. */
export function describeJson(value: unknown, groups: ReadonlySet<string> | undefined): RecordPlaces {
  const found: Found = { fields: new Map(), groups: new Map() };
  describeInto(found, { groups, names: [] }, value);
  return { fields: [...found.fields.values()], groups: [...found.groups.values()] };
}

function describeInto(found: Found, at: At, value: unknown): void {
  const { groups, names } = at;
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) describeList(found, at, value);
  else if (!isGroup(value)) note(found.fields, names);
  else
    for (const [name, member] of Object.entries(value))
      describeInto(found, { groups, names: [...names, name] }, member);
}

/** Of texts in one list no more are told: two given names, three lines. */
const MOST_TEXTS = 5;

/** A list of groups repeats; of a single group what is in it counts, and of texts each. */
function describeList(found: Found, at: At, values: readonly unknown[]): void {
  const { groups, names } = at;
  const [first, ...others] = values;
  const count = values.filter(isGroup).length;
  if (groups !== undefined && count > 0 && (count > 1 || groups.has(toPath(names)))) {
    note(found.groups, names);
    return;
  }
  describeInto(found, at, first);
  if (count > 0) return;
  const name = names.at(-1) ?? '';
  others.slice(0, MOST_TEXTS - 1).forEach((_, index) => {
    const path = `${toPath(names)}[${index + 1}]`;
    if (!found.fields.has(path))
      found.fields.set(path, { path, names: [...names.slice(0, -1), `${name} ${index + 2}`] });
  });
}

/** A number as it was written is a value of our own making, not a group. */
function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function note(places: Map<string, Place>, names: readonly string[]): void {
  const path = toPath(names);
  if (path !== '' && !places.has(path)) places.set(path, { path, names });
}

function toPath(names: readonly string[]): string {
  return names.map((name) => (/^[^.[\]"']+$/.test(name) ? name : `"${name}"`)).join('.');
}
