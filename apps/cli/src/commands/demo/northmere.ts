import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DevelopmentSource } from '@contactpoint/reference-server';

/** One of Northmere's three systems, as the directory registers it. */
export interface SampleSystem {
  /** Its folder among the samples. */
  readonly folder: string;
  readonly source: DevelopmentSource;
}

/** Forty invented children as three systems know them; the folder's README says how they were made. */
export const NORTHMERE: readonly SampleSystem[] = [
  { folder: 'social-care', source: { system: 'northmere-ics', sector: 'socialCare' } },
  { folder: 'school-roll', source: { system: 'northmere-schools', sector: 'education' } },
  { folder: 'child-health', source: { system: 'northmere-child-health', sector: 'communityHealth' } },
];

/** The day of the exports, early in the morning. */
export const EXPORTED_AT = Date.parse('2026-11-20T06:00:00Z');

/** One of the children, as somebody would search for her. */
export const SAMPLE_CHILD = { family: "O'Neill", given: 'Siân', dateOfBirth: '2014-03-09' } as const;

/** Where the samples are: packed with the command line, or in the repository. */
export function samplesFolder(): string {
  const packed = fileURLToPath(new URL('../../../samples/northmere/', import.meta.url));
  return existsSync(packed)
    ? packed
    : fileURLToPath(new URL('../../../../../test-fixtures/northmere/', import.meta.url));
}
