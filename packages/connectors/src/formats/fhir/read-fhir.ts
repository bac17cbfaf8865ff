import type { SourceBatch, SourceRecord } from '@contactpoint/adapter';
import { createIssue, type Issue } from '@contactpoint/contract';
import type { Format, OpenOptions, SourceFile } from '../../format.ts';
import { JsonLayout, type JsonData } from '../json/json-layout.ts';
import { createJson } from '../json/read-json.ts';
import { createNdjson } from '../ndjson/read-ndjson.ts';
import { createXml } from '../xml/read-xml.ts';
import { readJsonResource, readXmlResource, type FhirResource } from './fhir-resource.ts';

/** Which resources of a FHIR R4 file are records. */
export interface FhirOptions {
  /** Type of resource: `Patient`. */
  readonly resource: string;
  /** Told by the first character and the file's name where left out. */
  readonly form?: 'json' | 'ndjson' | 'xml' | undefined;
}

/** One way to read a file: the records of an underlying format, each of which may hold a resource. */
interface Reading {
  readonly format: Format;
  readonly toResource: (record: SourceRecord) => FhirResource;
}

/** The FHIR format with its options settled. */
export function createFhir(options: FhirOptions): Format {
  const layout = new JsonLayout();
  return {
    layout: () => Promise.resolve(layout),
    read: (file, open) => readFhir(file, { ...options, layout }, open),
  };
}

async function* readFhir(
  file: SourceFile,
  options: FhirOptions & { readonly layout: JsonLayout },
  open?: OpenOptions,
): AsyncGenerator<SourceBatch> {
  const form = options.form ?? (await tellForm(file));
  const seen = new Map<string, number>();
  let isEmpty = true;
  for (const reading of READINGS[form](options.resource)) {
    for await (const batch of reading.format.read(file, open)) {
      const found = pickResources(batch, reading, { ...options, seen });
      isEmpty &&= found.records.length + found.unreadable.length + seen.size === 0;
      if (found.records.length + found.unreadable.length + found.issues.length > 0) yield found;
    }
    if (!isEmpty) break;
  }
  if ((seen.get(options.resource) ?? 0) === 0)
    yield { records: [], unreadable: [], issues: [toIssue(file, options.resource, seen)] };
}

/** A Bundle first, entry by entry; where there is none, the file may be one resource by itself. */
const READINGS: Readonly<Record<'json' | 'ndjson' | 'xml', (resource: string) => readonly Reading[]>> = {
  json: () => [
    {
      format: createJson({ path: 'entry' }),
      toResource: (record) => readJsonResource(record.data as JsonData, true),
    },
    { format: createJson(), toResource: (record) => readJsonResource(record.data as JsonData, false) },
  ],
  ndjson: () => [
    { format: createNdjson(), toResource: (record) => readJsonResource(record.data as JsonData, false) },
  ],
  xml: (resource) => [
    { format: createXml({ path: '/Bundle/entry/resource/*' }), toResource: readXmlResource },
    { format: createXml({ path: `/${resource}` }), toResource: readXmlResource },
  ],
};

async function tellForm(file: SourceFile): Promise<'json' | 'ndjson' | 'xml'> {
  for await (const chunk of file.open()) {
    const first = chunk.find((byte) => !SKIPPED.has(byte));
    if (first === undefined) continue;
    if (first === 0x3c) return 'xml';
    break;
  }
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(file.name) ? 'ndjson' : 'json';
}

/** White space and the byte order mark of UTF-8. */
const SKIPPED: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
/** What the formats below say of a file that is no Bundle is said here in the words of FHIR. */
const LOWER_ISSUES: ReadonlySet<string> = new Set([
  'json.no-records',
  'xml.no-records',
  'file.no-records',
  'xml.repeated-element',
]);

function pickResources(
  batch: SourceBatch,
  reading: Reading,
  {
    resource,
    layout,
    seen,
  }: { readonly resource: string; readonly layout: JsonLayout; readonly seen: Map<string, number> },
): SourceBatch {
  const records: SourceRecord[] = [];
  for (const record of batch.records) {
    const { type, data } = reading.toResource(record);
    if (type === undefined) continue;
    seen.set(type, (seen.get(type) ?? 0) + 1);
    if (type === resource) records.push({ place: record.place, layout, data });
  }
  return {
    records,
    unreadable: batch.unreadable,
    issues: batch.issues.filter(({ code }) => !LOWER_ISSUES.has(code)),
  };
}

function toIssue(file: SourceFile, resource: string, seen: ReadonlyMap<string, number>): Issue {
  const counts = [...seen].map(([type, count]) => `${type} (${count})`).join(', ');
  return createIssue('fhir.no-resource', {
    place: { file: file.name },
    values: { resource, seen: counts || 'none at all' },
  });
}
