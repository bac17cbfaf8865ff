import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { CanonicalRecord, Child } from '../../../packages/contract/src/types.ts';

/** A public set of records with the truth about each. */
export interface CorpusSet {
  readonly id: string;
  readonly records: readonly { readonly record: CanonicalRecord; readonly label: string }[];
}

type Row = Readonly<Record<string, string>>;

/** The labelled sets of the corpus folder, in the words of the canonical record. */
export function readCorpusSets(folder: string): readonly CorpusSet[] {
  const rows = (file: string): readonly Row[] =>
    parse(readFileSync(join(folder, 'matching', file)), {
      columns: (names: string[]) => names.map((name) => name.trim()),
      trim: true,
    });
  const febrl = (id: string, files: readonly string[]): CorpusSet => ({
    id,
    records: files.flatMap((file) => rows(file).map((row) => fromFebrl(row, file))),
  });
  return [
    { id: 'fake 1000', records: rows('fake_1000.csv').map(fromFake) },
    { id: 'historical 25k', records: rows('dev_historical_25k.csv').map(fromHistorical) },
    febrl('febrl 1', ['febrl_dataset1.csv']),
    febrl('febrl 2', ['febrl_dataset2.csv']),
    febrl('febrl 3', ['febrl_dataset3.csv']),
    febrl('febrl 4', ['febrl_dataset4a.csv', 'febrl_dataset4b.csv']),
  ];
}

const given = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text;

function toRecord(system: string, recordId: string, child: Child, email?: string): CanonicalRecord {
  return {
    source: { system, recordId, suppliedAt: '2026-01-01T00:00:00Z' },
    operation: 'upsert',
    completeness: 'full',
    child,
    ...(email === undefined ? {} : { carers: [{ contact: { email: [email] } }] }),
  };
}

function nameOf(first: string | undefined, family: string | undefined): Pick<Child, 'names'> {
  if (first === undefined && family === undefined) return {};
  return {
    names: [
      {
        use: 'current',
        ...(first === undefined ? {} : { given: first.split(' ') }),
        ...(family === undefined ? {} : { family }),
      },
    ],
  };
}

const birthOf = (value: string | undefined): Pick<Child, 'dateOfBirth'> =>
  value === undefined ? {} : { dateOfBirth: { value, precision: 'day', status: 'known' } };

function fromFake(row: Row): CorpusSet['records'][number] {
  const child: Child = {
    ...nameOf(given(row['first_name']), given(row['surname'])),
    ...birthOf(given(row['dob'])),
    ...(given(row['city']) === undefined ? {} : { addresses: [{ town: row['city']! }] }),
  };
  return { label: row['cluster']!, record: toRecord('fake', row['unique_id']!, child, given(row['email'])) };
}

function fromHistorical(row: Row): CorpusSet['records'][number] {
  const [postcode, town] = [given(row['postcode_fake']), given(row['birth_place'])];
  // The full name holds the middle names that the first name leaves out.
  const full = given(row['full_name'])?.split(' ') ?? [];
  const family = given(row['surname']);
  const first =
    family === undefined || full.at(-1) !== family ? given(row['first_name']) : full.slice(0, -1).join(' ');
  const sex = row['gender'];
  const child: Child = {
    ...nameOf(first === '' ? undefined : first, family),
    ...birthOf(given(row['dob'])),
    ...(sex === 'male' || sex === 'female' ? { gender: sex } : {}),
    ...(postcode === undefined && town === undefined
      ? {}
      : { addresses: [{ ...(postcode && { postcode }), ...(town && { town }) }] }),
  };
  return { label: row['cluster']!, record: toRecord('historical', row['unique_id']!, child) };
}

function fromFebrl(row: Row, file: string): CorpusSet['records'][number] {
  const dob = given(row['date_of_birth']);
  const date = dob === undefined ? undefined : `${dob.slice(0, 4)}-${dob.slice(4, 6)}-${dob.slice(6, 8)}`;
  const lines = [row['street_number'], row['address_1'], row['address_2']]
    .filter((line) => line !== undefined && line !== '')
    .join(' ');
  const town = [given(row['suburb']), given(row['postcode'])].filter((part) => part !== undefined).join(' ');
  const number = given(row['soc_sec_id']);
  const child: Child = {
    ...nameOf(given(row['given_name']), given(row['surname'])),
    ...birthOf(date),
    addresses: [{ lines: [lines], town }],
    // A number of another country's register: unique with its issuer, like a local authority's.
    ...(number === undefined
      ? {}
      : { identifiers: [{ type: 'localId', issuer: 'register', value: number }] }),
  };
  return {
    label: /^rec-(\d+)/.exec(row['rec_id']!)![1]!,
    record: toRecord(file.slice(0, -4), row['rec_id']!, child),
  };
}
