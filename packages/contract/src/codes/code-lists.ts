import type { CodeList, Gender } from '../types.ts';
import { ACCESS_REASONS } from './access-reasons.ts';
import { createCodeList } from './code-list.ts';
import { CPIS_RESULTS } from './cpis-results.ts';
import { AUTHORITIES, NHS_NUMBER_STATUSES, UPN_UNKNOWN_REASONS } from './outside-codes.ts';
import {
  ADDRESS_STATUSES,
  ADDRESS_USES,
  GENDERS,
  IDENTIFIER_TYPES,
  NAME_USES,
  NOT_KNOWN_REASONS,
  RELATIONSHIPS,
  SERVICE_CATEGORIES,
} from './record-codes.ts';
import { PRACTITIONER_ROLES, ROLES } from './roles.ts';
import { SEX_CODES } from './sex-codes.ts';

/** Every code list by its id, as `GET /v1/reference/{codeList}` gives it. */
export const CODE_LISTS: Readonly<Record<string, CodeList>> = Object.fromEntries(
  [
    ACCESS_REASONS,
    ADDRESS_STATUSES,
    ADDRESS_USES,
    AUTHORITIES,
    CPIS_RESULTS,
    withSexCodes(GENDERS),
    IDENTIFIER_TYPES,
    NAME_USES,
    NHS_NUMBER_STATUSES,
    NOT_KNOWN_REASONS,
    PRACTITIONER_ROLES,
    RELATIONSHIPS,
    ROLES,
    SERVICE_CATEGORIES,
    UPN_UNKNOWN_REASONS,
  ].map((list) => [list.id, list]),
);

/** The genders with what every other system writes for them. */
function withSexCodes(list: CodeList): CodeList {
  const systems = Object.entries(
    SEX_CODES as Readonly<Record<string, Partial<Record<Gender, readonly string[]>>>>,
  );
  const entries = list.codes.map(({ code, title }) => {
    const equivalents = systems.flatMap(([system, codes]) =>
      (codes[code as Gender] ?? []).map((written) => ({ system, code: written })),
    );
    return [code, { title, equivalents }];
  });
  return createCodeList({ ...list }, Object.fromEntries(entries));
}
