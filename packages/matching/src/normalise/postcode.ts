import { parsePostcode } from '@contactpoint/contract';

/** A unit postcode without its space; undefined for anything else, a forces post office among them. */
export function toPostcode(text: string): string | undefined {
  const parsed = parsePostcode(text);
  if (parsed.status !== 'valid' || parsed.value.startsWith('BFPO')) return undefined;
  return parsed.value.replace(' ', '');
}

/** The sector of a unit postcode: `CH415EU` → `CH415`. */
export const toSector = (postcode: string): string => postcode.slice(0, -2);
