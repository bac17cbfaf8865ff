import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeGroup } from './make-group.ts';
import { ITEMS_ANYWHERE, RECORD_TARGET, type GroupTarget, type Target } from './targets.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly $defs?: Readonly<Record<string, Schema>>;
}
const schemaFile = fileURLToPath(
  new URL('../../../contract/schema/contact-record-1.schema.json', import.meta.url),
);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as Schema;
const resolve = (node: Schema): Schema => {
  const target = node.$ref ? resolve(schema.$defs?.[node.$ref.slice('#/$defs/'.length)] ?? {}) : node;
  return target.anyOf ? resolve(target.anyOf[0] ?? {}) : target;
};

/** How long a text may be; undefined for what is no plain text. */
const longestOf = ({ $ref = '', maxLength = Infinity }: Schema): number | undefined => {
  if ($ref === '#/$defs/Text') return maxLength;
  const inner = $ref === '' ? undefined : longestOf(schema.$defs?.[$ref.slice('#/$defs/'.length)] ?? {});
  return inner === undefined ? undefined : Math.min(inner, maxLength);
};

const groups: (readonly [string, GroupTarget, Schema])[] = [];
const words: (readonly [string, readonly string[], Schema])[] = [];
const longest: (readonly [string, number | undefined, Schema])[] = [];
const lists: (readonly [string, Schema])[] = [];
const visit = (path: string, target: Target, of: Schema): void => {
  const node = resolve(of);
  if (target.kind === 'list') lists.push([path, node]);
  if (target.kind === 'list') return visit(`${path}/*`, target.of, node.items ?? {});
  if (target.kind === 'value') {
    if (target.words) words.push([path, target.words, node]);
    longest.push([path, target.longest, of]);
    return undefined;
  }
  groups.push([path || '/', target, node]);
  for (const [name, field] of Object.entries(target.fields))
    visit(`${path}/${name}`, field, node.properties?.[name] ?? {});
  return undefined;
};
visit('', RECORD_TARGET, schema);

/** What the line itself fills in, and what no mapping may: partial records come from feeds that say what changed. */
const NOT_MAPPED = { '/': ['source', 'cleared'] } as Readonly<Record<string, readonly string[]>>;

describe('targets', () => {
  it.each(groups.filter(([, target]) => !target.open))(
    'of %s are the fields of the record schema',
    (path, target, node) => {
      const fields = Object.keys(node.properties ?? {}).filter((name) => !NOT_MAPPED[path]?.includes(name));
      expect(Object.keys(target.fields).toSorted()).toEqual(fields.toSorted());
    },
  );

  it.each(words)('of %s take the words of the record schema', (_path, known, node) => {
    expect(known.toSorted()).toEqual([...(node.enum ?? [])].toSorted());
  });

  it.each(longest)('of %s know how long a text may be', (_path, known, node) => {
    expect(known).toBe(longestOf(node));
  });

  it('know how many items every list may have', () => {
    expect(Math.min(...lists.map(([, node]) => node.maxItems ?? Infinity))).toBe(ITEMS_ANYWHERE);
  });

  it.each(groups.filter(([, target]) => target.name))(
    'of %s are made in their own order',
    (_path, target) => {
      const names = Object.keys(target.fields);
      const make = makeGroup[target.name ?? 'record'] as (slots: readonly string[]) => object;
      expect(make(names)).toEqual(Object.fromEntries(names.map((name) => [name, name])));
      expect(make([])).toEqual({});
    },
  );

  it('need what exists', () => {
    for (const [path, target] of groups) {
      for (const name of [...target.needsAny, ...target.required])
        expect(target.fields, path).toHaveProperty(name);
    }
  });
});
