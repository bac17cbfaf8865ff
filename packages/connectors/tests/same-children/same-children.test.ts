import { formatProblem, parseMapping, runMapping } from '@contactpoint/adapter';
import type { CanonicalRecord } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSource, openFormat } from '../../src/index.ts';
import { createMemoryFile } from '../memory-file.ts';
import { inventChildren } from './invent-children.ts';
import * as writers from './write-children.ts';

const CHILDREN = inventChildren(500);
const FORMS = {
  CSV: writers.writeCsv,
  'fixed width': writers.writeFixedWidth,
  Excel: writers.writeExcel,
  XML: writers.writeXml,
  'HL7 v2': writers.writeHl7,
  JSON: writers.writeJson,
  NDJSON: writers.writeNdjson,
  'FHIR in JSON': writers.writeFhirJson,
  'FHIR in XML': writers.writeFhirXml,
} as const;

/** Every record that a mapping makes of a file, as it would be sent. */
async function mapFile({
  file,
  bytes,
  input,
  rules,
}: writers.ChildrenFile): Promise<readonly CanonicalRecord[]> {
  const text = `mapping: 1\nname: Children\nsource: { system: northmere, organisation: RNM }\ninputs: { rows: { file: ${file}, ${input} } }${rules}`;
  const { mapping, problems } = parseMapping(text, { file: 'mapping.yaml' });
  if (mapping === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  const format = await openFormat(mapping.inputs.get('rows')!);
  const sources = new Map([['rows', createSource(format, [{ ...createMemoryFile(bytes), name: file }])]]);
  const records: CanonicalRecord[] = [];
  const report = await runMapping({
    mapping,
    sources,
    world: {
      crypto: createNodeCrypto(),
      now: () => new Date('2026-11-20T02:00:00Z'),
      newId: () => '00000000-0000-4000-8000-000000000000',
      pause: () => Promise.resolve(),
    },
    to: { kind: 'file', writer: { write: (batch) => Promise.resolve(void records.push(...batch)) } },
  });
  // That an element repeats is said for mappings that read its first alone.
  expect(report.issues.map(({ code }) => code).filter((code) => code !== 'xml.repeated-element')).toEqual([]);
  return records;
}

describe('the same 500 children', () => {
  let fromCsv: readonly CanonicalRecord[];
  beforeAll(async () => {
    fromCsv = await mapFile(writers.writeCsv(CHILDREN));
  });

  it('arrive whole', () => {
    expect(fromCsv).toHaveLength(500);
    for (const [index, record] of fromCsv.entries()) {
      const { id, given, middle, family, carers, nhsNumber, born } = CHILDREN[index]!;
      expect(record.source.recordId).toBe(id);
      expect(record.child?.names?.[0]).toMatchObject({
        given: [given, middle].filter((name) => name !== ''),
        family,
      });
      expect(record.child?.dateOfBirth?.value).toBe(born);
      expect(record.child?.identifiers).toEqual([{ type: 'nhsNumber', value: nhsNumber }]);
      expect(record.carers?.map((carer) => carer.name?.family)).toEqual(carers.map((carer) => carer.family));
    }
  });

  it.each(Object.entries(FORMS))('give identical records from %s', async (_, write) => {
    expect(await mapFile(write(CHILDREN))).toEqual(fromCsv);
  });
});
