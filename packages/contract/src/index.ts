// Words
export type * from './types.ts';
// Errors
export { ContactPointError, isContactPointError } from './errors.ts';
export type { ContactPointErrorOptions, Recovery } from './errors.ts';
// Cryptography
export type { Crypto, KeyBytes } from './crypto.ts';
// Catalogues
export { createIssue, ISSUES } from './catalogue/issue-catalogue.ts';
export type { IssueCode, IssueDefinition, IssueDetails } from './catalogue/issue-catalogue.ts';
export { createError, ERRORS } from './catalogue/error-catalogue.ts';
export type { ErrorCode, ErrorDefinition, ErrorDetails } from './catalogue/error-catalogue.ts';
// Validation
export { isRecord, validateRecord } from './validation/validate-record.ts';
export { nearestName } from './validation/nearest-name.ts';
// Identifiers
export type { Parsed, ParsedStatus, UnusableIdentifier, ValidIdentifier } from './identifiers/parsed.ts';
export { parseIdentifier } from './identifiers/parse-identifier.ts';
export { formatNhsNumber, parseNhsNumber } from './identifiers/nhs-number.ts';
export { isTemporaryUpn, parseUpn, parseUpnUnknownReason } from './identifiers/upn.ts';
export { parseUln } from './identifiers/uln.ts';
export { classifyTenDigitNumber } from './identifiers/ten-digit-number.ts';
export type { ClassifiedNumber } from './identifiers/ten-digit-number.ts';
export { parseNationalInsuranceNumber } from './identifiers/national-insurance-number.ts';
export { parseLaChildId } from './identifiers/la-child-id.ts';
export { parseOfstedUrn, parseSchoolUrn } from './identifiers/school-urn.ts';
export { parseLaestab } from './identifiers/laestab.ts';
export { isKnownLaCode, parseLaCode } from './identifiers/la-code.ts';
export { parseOdsCode } from './identifiers/ods-code.ts';
export { parseUkprn } from './identifiers/ukprn.ts';
export { parseUprn } from './identifiers/uprn.ts';
export { parsePostcode } from './identifiers/postcode.ts';
export { formatTelephoneNumber, parseTelephoneNumber } from './identifiers/telephone-number.ts';
export { parseEmailAddress } from './identifiers/email-address.ts';
// Codes
export { CODE_LISTS } from './codes/code-lists.ts';
export { codeOfGender, genderOfCode, SEX_CODES } from './codes/sex-codes.ts';
export type { SexCodeSystem } from './codes/sex-codes.ts';
export { cpisResultOf } from './codes/cpis-results.ts';
// Rules
export { RULES } from './rules/rules.ts';
// Screening of labels
export { screenLabel } from './screening/screen-label.ts';
export type { LabelFinding } from './screening/screen-label.ts';
export { screenRecord } from './screening/screen-record.ts';
