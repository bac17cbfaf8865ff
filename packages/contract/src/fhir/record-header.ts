import type { CanonicalRecord } from '../types.ts';
import { fhir, type Fhir, filled, partsOf, type Placed } from './fhir-json.ts';
import { OWN_EXTENSION } from './systems.ts';

/** What a record says of itself: `Patient.extension` of this name carries it. */
export const RECORD_HEADER = 'record-header';

type Part = Fhir & { readonly url: string };

/** What the record says beside child, carers and involvements. */
export function writeHeader(record: CanonicalRecord): Fhir {
  const { source, flags } = record;
  const parts: readonly (Part | undefined)[] = [
    part('operation', 'Code', record.operation),
    part('completeness', 'Code', record.completeness),
    // A FHIR integer has 32 bits.
    part('sequence', 'String', source.sequence?.toString()),
    part('fromRecordId', 'String', record.fromRecordId),
    ...(record.cleared ?? []).map((pointer) => part('cleared', 'String', pointer)),
    part('shieldRequested', 'Boolean', flags?.shieldRequested),
    part('newIdentity', 'Boolean', flags?.newIdentity),
    ...(record.confirmed ?? []).map((confirmation) => ({
      url: 'confirmed',
      extension: [
        part('pointer', 'String', confirmation.pointer),
        part('with', 'Code', confirmation.with),
        part('on', 'Date', confirmation.on),
      ],
    })),
    ...Object.entries(record.notKnown ?? {}).map(([pointer, reason]) => ({
      url: 'notKnown',
      extension: [part('pointer', 'String', pointer), part('reason', 'Code', reason)],
    })),
  ];
  return { url: OWN_EXTENSION + RECORD_HEADER, extension: parts.filter((each) => each !== undefined) };
}

/** The same read back; a patient without a header is a full upsert. */
export function readHeader(header: Placed | undefined): Fhir {
  const parts = header ? partsOf(header) : new Map<string, readonly unknown[]>();
  const one = (name: string) => parts.get(name)?.[0];
  const inner = (name: string) =>
    (parts.get(name) ?? []).map((value) => partsOf({ value: value as Fhir, path: '' }));
  const notKnown = inner('notKnown').map(
    (each) => [String(each.get('pointer')?.[0]), each.get('reason')?.[0]] as const,
  );
  return fhir({
    sequence: toInteger(one('sequence')),
    operation: one('operation') ?? 'upsert',
    completeness: one('completeness') ?? 'full',
    fromRecordId: one('fromRecordId'),
    cleared: parts.get('cleared'),
    flags: filled({ shieldRequested: one('shieldRequested'), newIdentity: one('newIdentity') }),
    confirmed: inner('confirmed').map((each) =>
      fhir({ pointer: each.get('pointer')?.[0], with: each.get('with')?.[0], on: each.get('on')?.[0] }),
    ),
    notKnown: notKnown.length > 0 ? Object.fromEntries(notKnown) : undefined,
  });
}

function part(url: string, kind: string, value: unknown): Part | undefined {
  return value === undefined ? undefined : { url, [`value${kind}`]: value };
}

/** What is no integer stays text, so that the validator says so. */
function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^[0-9]{1,16}$/.test(value) ? Number(value) : value;
}
