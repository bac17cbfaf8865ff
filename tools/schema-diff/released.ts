import { readFileSync } from 'node:fs';
import { API_DOCUMENT } from '@contactpoint/contract/openapi';
import type { Json } from './breaking-changes.ts';

const CONTRACT = new URL('../../packages/contract/', import.meta.url);

/** A published description as it was last released, and as it is now. */
export interface Released {
  readonly name: string;
  readonly released: Json;
  readonly current: Json;
  readonly versionOf: (document: Json) => string;
}

/** The files that a release copies, from the repository's root. */
export const RELEASED_FILES = {
  record: 'packages/contract/released/contact-record.schema.json',
  api: 'packages/contract/released/openapi.json',
} as const;

/** The record's schema and the API, each beside its last release. */
export function readReleased(): Readonly<Record<'record' | 'api', Released>> {
  return {
    record: {
      name: 'the record',
      released: readJson('released/contact-record.schema.json'),
      current: currentRecord(),
      versionOf: (document) => String(document['$id']).replace(/^.*\//, ''),
    },
    api: {
      name: 'the API',
      released: readJson('released/openapi.json'),
      current: currentApi(),
      versionOf: (document) => String((document['info'] as Json)['version']).replace(/\..*$/, ''),
    },
  };
}

export function currentRecord(): Json {
  return readJson('schema/contact-record-1.schema.json');
}

export function currentApi(): Json {
  return API_DOCUMENT as Json;
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(new URL(path, CONTRACT), 'utf8')) as Json;
}
