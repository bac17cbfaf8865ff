import { createError } from '@contactpoint/contract';
import type { FormatDefinition } from './format.ts';

/** Every format by its id; the code of one is loaded when an input first names it. */
export const FORMATS = {
  csv: () => import('./formats/csv/definition.ts'),
  fhir: () => import('./formats/fhir/definition.ts'),
  'fixed-width': () => import('./formats/fixed-width/definition.ts'),
  hl7: () => import('./formats/hl7/definition.ts'),
  json: () => import('./formats/json/definition.ts'),
  ndjson: () => import('./formats/ndjson/definition.ts'),
  xlsx: () => import('./formats/xlsx/definition.ts'),
  xml: () => import('./formats/xml/definition.ts'),
} as const satisfies Record<string, () => Promise<{ readonly definition: FormatDefinition }>>;

export type FormatId = keyof typeof FORMATS;

/** The definition of this format; throws `input.format-unknown` with the formats that there are. */
export async function loadFormat(id: string): Promise<FormatDefinition> {
  if (!Object.hasOwn(FORMATS, id)) {
    throw createError('input.format-unknown', {
      values: { format: id, known: Object.keys(FORMATS).join(', ') },
    });
  }
  return (await FORMATS[id as FormatId]()).definition;
}
