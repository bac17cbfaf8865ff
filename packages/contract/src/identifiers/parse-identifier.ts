import type { IdentifierType } from '../types.ts';
import { parseLaChildId } from './la-child-id.ts';
import { parseNationalInsuranceNumber } from './national-insurance-number.ts';
import { parseNhsNumber } from './nhs-number.ts';
import { type Parsed, unusable, valid } from './parsed.ts';
import { parseSchoolUrn } from './school-urn.ts';
import { parseUln } from './uln.ts';
import { parseUpn } from './upn.ts';

const PARSERS: Readonly<Record<IdentifierType, (text: string) => Parsed>> = {
  nhsNumber: parseNhsNumber,
  upn: parseUpn,
  formerUpn: parseUpn,
  uln: parseUln,
  laChildId: parseLaChildId,
  localId: parseLocalId,
  urn: parseSchoolUrn,
  nationalInsuranceNumber: parseNationalInsuranceNumber,
};

/** The identifier of this type in its normal form, or why it must not be used. */
export function parseIdentifier(type: IdentifierType, text: string): Parsed {
  return PARSERS[type](text);
}

/** A source's own id has whatever form the source likes. */
function parseLocalId(text: string): Parsed {
  const id = text.trim();
  return id === '' ? unusable('badFormat', 'local-id.bad-format', text) : valid(id);
}
