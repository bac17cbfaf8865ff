import type { SourceRecord } from '@contactpoint/adapter';
import { createError } from '@contactpoint/contract';
import { openFiles } from '../../inputs/open-inputs.ts';

/** How people head the columns of a layout. */
const HEADINGS = {
  name: /^(field|name|item|column|data ?item|element|description)/i,
  place: /^(place|position|columns|cols|range|from ?[-–] ?to|start ?[-–] ?end)/i,
  start: /^(start|from|begin|offset|first|pos|col)/i,
  end: /^(end|to|finish|last|until)/i,
  length: /^(length|len|size|width|char)/i,
} as const;

/**
 * Where the fields of a fixed-width file stand, from a CSV with a row for each: its name, and its place (`9-38`), or
 * its start with an end or a length. Throws `usage.layout-unclear` where that cannot be told.
 */
export async function readLayout(path: string): Promise<Readonly<Record<string, string>>> {
  const source = await openFiles({ format: 'csv', options: {} }, [{ path, name: path }]);
  const columns = (await source.layouts())[0]?.layout.columns ?? [];
  const find = (heading: keyof typeof HEADINGS) =>
    columns.find((column) => HEADINGS[heading].test(column.trim()));
  const headings = {
    name: find('name'),
    place: find('place'),
    start: find('start'),
    end: find('end'),
    length: find('length'),
  };
  const fields: [string, string][] = [];
  for await (const { records } of source.read({})) {
    for (const record of records) {
      const name = textOf(record, headings.name);
      const place = placeOf(record, headings);
      if (name !== '' && place !== undefined) fields.push([name, place]);
    }
  }
  if (fields.length === 0) throw createError('usage.layout-unclear', { values: { file: path } });
  return Object.fromEntries(fields);
}

type Headings = Readonly<Record<keyof typeof HEADINGS, string | undefined>>;

function placeOf(record: SourceRecord, { place, start, end, length }: Headings): string | undefined {
  const written = /^(\d+)\s*(?:[-–]|to)\s*(\d+)$/.exec(textOf(record, place));
  if (written) return `${written[1]}-${written[2]}`;
  const [from, to, long] = [start, end, length].map((heading) => Number(textOf(record, heading)));
  if (!from || !(to || long)) return undefined;
  return `${from}-${to || from + (long ?? 0) - 1}`;
}

function textOf(record: SourceRecord, column: string | undefined): string {
  if (column === undefined) return '';
  return record.layout.field(column)?.(record)?.trim() ?? '';
}
