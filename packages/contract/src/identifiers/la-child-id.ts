import { type Parsed, unusable, valid } from './parsed.ts';

/** At most 36 letters, digits, hyphens and underscores (DfE children's social care API; the CIN census: 20). */
const LA_CHILD_ID_PATTERN = /^[A-Za-z0-9_-]{1,36}$/;

/** An authority's own reference number of a child. Case matters, zeros in front too. */
export function parseLaChildId(text: string): Parsed {
  const id = text.trim();
  if (!LA_CHILD_ID_PATTERN.test(id)) return unusable('badFormat', 'la-child-id.bad-format', text);
  return /^[0_-]+$/.test(id) ? unusable('placeholder', 'la-child-id.placeholder', text) : valid(id);
}
