import type { RecordPlaces, Source, SourceRecord } from '../ports.ts';
import { ColumnProfiler } from './column-profile.ts';
import { readSample, type SourceProfile } from './profile-source.ts';

/** So many records show every place that others have as well. */
const SHAPED_BY = 2_000;

/** Looks at the places of records that are trees: those of the record, and of each group that repeats in it. */
export async function profileTree(source: Source, most: number): Promise<SourceProfile> {
  const { fields, groups } = await findShape(source, Math.min(most, SHAPED_BY));
  const whole = new GroupProfiler(withoutHolders(fields), []);
  const parts = [...groups].map(([path, group]) => ({
    path,
    profiler: new GroupProfiler(withoutHolders(group.fields), group.names),
  }));
  const { rows, sampled } = await readSample(source, most, (record) => {
    whole.add(record);
    for (const { path, profiler } of parts) itemsOf(record, path).forEach((item) => profiler.add(item));
  });
  const finished = parts.map(({ path, profiler }) => [path, profiler.finish(sampled)] as const);
  return { ...whole.finish(sampled), rows, groups: new Map(finished) };
}

type Place = RecordPlaces['fields'][number];

/** The places of all records, and of the items of every group, by path. */
interface Shape {
  readonly fields: Map<string, Place>;
  readonly groups: Map<string, { readonly names: readonly string[]; readonly fields: Map<string, Place> }>;
}

/** What repeats in one record is a group in all of them: so the groups are found first, then the places. */
async function findShape(source: Source, most: number): Promise<Shape> {
  const shape: Shape = { fields: new Map(), groups: new Map() };
  await readSample(source, most, (record) => {
    for (const { path, names } of record.layout.describe?.(record, new Set()).groups ?? [])
      if (!shape.groups.has(path)) shape.groups.set(path, { names, fields: new Map() });
  });
  dropInner(shape.groups);
  const known = new Set(shape.groups.keys());
  await readSample(source, most, (record) => {
    note(shape.fields, record.layout.describe?.(record, known));
    for (const [path, { fields }] of shape.groups)
      for (const item of itemsOf(record, path)) note(fields, item.layout.describe?.(item, undefined));
  });
  return shape;
}

/** A group inside a group has no place of its own: of each the first is read. */
function dropInner(groups: Shape['groups']): void {
  const all = [...groups].map(([path, { names }]) => ({ path, names }));
  const isInside = (names: readonly string[], other: readonly string[]) =>
    other.length < names.length && other.every((name, index) => names[index] === name);
  for (const { path, names } of all)
    if (all.some((other) => isInside(names, other.names))) groups.delete(path);
}

function itemsOf(record: SourceRecord, path: string): readonly SourceRecord[] {
  return record.layout.list(path)?.(record) ?? [];
}

function note(fields: Map<string, Place>, places: RecordPlaces | undefined): void {
  for (const place of places?.fields ?? []) if (!fields.has(place.path)) fields.set(place.path, place);
}

/** An element that holds others is empty where it holds none: no place of a text. */
function withoutHolders(fields: ReadonlyMap<string, Place>): readonly Place[] {
  const holders = new Set(
    [...fields.values()].flatMap(({ names }) => {
      const isAttribute = names.at(-1)?.startsWith('@');
      return isAttribute ? [] : names.slice(1).map((_, index) => names.slice(0, index + 1).join('\n'));
    }),
  );
  return [...fields.values()].filter(({ names }) => !holders.has(names.join('\n')));
}

/** Profiles of the places of one record, or of the items of one group. */
class GroupProfiler {
  readonly #fields: readonly Place[];
  readonly #profilers: readonly ColumnProfiler[];
  #rows = 0;

  constructor(fields: readonly Place[], under: readonly string[]) {
    this.#fields = fields;
    this.#profilers = fields.map(({ path, names }, index) => {
      const header = names.at(-1) ?? path;
      return new ColumnProfiler({
        ...{ name: path, header, position: index + 1 },
        context: [...under, ...names.slice(0, -1)],
      });
    });
  }

  add(record: SourceRecord): void {
    this.#rows += 1;
    this.#fields.forEach(({ path }, index) => {
      this.#profilers[index]?.add(record.layout.field(path)?.(record));
    });
  }

  finish(sampled: boolean): SourceProfile {
    return { columns: this.#profilers.map(({ profile }) => profile), rows: this.#rows, sampled };
  }
}
