import { toCompact } from './digits.ts';
import { type Parsed, unusable, valid } from './parsed.ts';

/** Three to eight capitals and digits: practice `Y06601`, trust `RH8`, its site `RH802`, school `EE123456`. */
const ODS_PATTERN = /^(?=.*[0-9]|[A-Z]{3}$)[A-Z0-9]{3,8}$/;
/** No practice: not registered, not applicable, not known (NHS Data Dictionary default codes). */
const NO_PRACTICE = /^V8199[789]$/;

/** An Organisation Data Service code of a practice, trust, site or other body. */
export function parseOdsCode(text: string): Parsed {
  const code = toCompact(text);
  if (NO_PRACTICE.test(code)) return unusable('notApplicable', 'ods-code.no-practice', text);
  if (/^([0-9A-Z])\1*$/.test(code)) return unusable('placeholder', 'ods-code.placeholder', text);
  return ODS_PATTERN.test(code) ? valid(code) : unusable('badFormat', 'ods-code.bad-format', text);
}
