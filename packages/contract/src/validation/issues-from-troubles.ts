import { createIssue, type IssueCode, ISSUES } from '../catalogue/issue-catalogue.ts';
import type { Issue } from '../types.ts';
import { nearestName } from './nearest-name.ts';
import type { SchemaTrouble } from './validator.ts';

/** What was validated: a canonical record, or a part of a request. Its issues' codes begin so. */
export type ValidatedArea = 'record' | 'request';

/**
 * Coded issues for what a generated validator found, one a place and code. No issue holds a value; a field
 * name or map key that does not look like one is left out too, because senders put people's names there.
 */
export function issuesFromTroubles(
  troubles: readonly SchemaTrouble[],
  area: ValidatedArea,
): readonly Issue[] {
  const issues = new Map<string, Issue>();
  for (const trouble of troubles) {
    const finding = EXPLANATIONS[trouble.keyword]?.(trouble);
    if (finding === undefined) continue;
    const code = codeOf(area, finding.reason);
    const path = pathOf(trouble, finding);
    if (issues.has(`${code} ${path}`)) continue;
    const { values = {}, suggestion } = finding;
    issues.set(`${code} ${path}`, createIssue(code, { path, values, suggestion }));
  }
  return [...issues.values()];
}

/** What a trouble means: the second half of an issue's code, and what its text needs. */
interface Finding {
  readonly reason: string;
  /** The field that the trouble is about, where the path names only what holds it. */
  readonly field?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly suggestion?: string | undefined;
}

/** By keyword of JSON Schema. A keyword that only sums up others (`if`, `anyOf`) explains nothing. */
const EXPLANATIONS: Readonly<Record<string, (trouble: SchemaTrouble) => Finding | undefined>> = {
  additionalProperties: unknownField,
  'false schema': ({ instancePath }) => ({
    reason: 'field-not-allowed',
    values: { field: instancePath.slice(instancePath.lastIndexOf('/') + 1) },
  }),
  required: ({ params }) => {
    const field = String(params['missingProperty']);
    return { reason: 'missing-field', field, values: { field } };
  },
  type: wrongType,
  enum: ({ params }) => ({
    reason: 'unknown-code',
    values: { allowed: (params['allowedValues'] as readonly string[]).join(', ') },
  }),
  const: ({ params }) => ({ reason: 'unknown-code', values: { allowed: String(params['allowedValue']) } }),
  minLength: () => ({ reason: 'empty' }),
  minItems: () => ({ reason: 'empty' }),
  minProperties: () => ({ reason: 'empty' }),
  maxLength: (trouble) => ({ reason: 'too-long', values: limitOf(trouble) }),
  maxItems: (trouble) => ({ reason: 'too-many', values: limitOf(trouble) }),
  maxProperties: (trouble) => ({ reason: 'too-many', values: limitOf(trouble) }),
  minimum: (trouble) => ({ reason: 'out-of-range', values: { comparison: 'at least', ...limitOf(trouble) } }),
  maximum: (trouble) => ({ reason: 'out-of-range', values: { comparison: 'at most', ...limitOf(trouble) } }),
  pattern: badForm,
  format: badForm,
};

/** A field name as programmers write them, short enough not to be anything else. */
const FIELD_NAME = /^[A-Za-z_$][\w$.-]{0,63}$/;

function unknownField({ params, parentSchema }: SchemaTrouble): Finding {
  const field = String(params['additionalProperty']);
  const reason = 'unknown-field';
  if (!FIELD_NAME.test(field)) return { reason, values: { field: '(name not shown)' } };
  const nearest = nearestName(field, Object.keys(parentSchema?.properties ?? {}));
  const suggestion = nearest && `Did you mean ${nearest}? Otherwise leave the field out.`;
  return { reason, field, values: { field }, suggestion };
}

function wrongType({ params, instancePath }: SchemaTrouble): Finding | undefined {
  const expected = String(params['type']);
  // The other half of "a date or null" has already said what is wrong.
  if (expected === 'null') return undefined;
  return instancePath === '' ? { reason: 'not-an-object' } : { reason: 'wrong-type', values: { expected } };
}

function badForm({ parentSchema, data }: SchemaTrouble): Finding {
  const reason = parentSchema?.['x-issue'] ?? 'bad-format';
  const isBlank = reason === 'illegal-character' && typeof data === 'string' && data.trim() === '';
  return { reason: isBlank ? 'empty' : reason };
}

function limitOf({ params }: SchemaTrouble): { readonly limit: number } {
  return { limit: Number(params['limit']) };
}

/** Requests share the record's definitions but not each of its codes. */
function codeOf(area: ValidatedArea, reason: string): IssueCode {
  const code = `${area}.${reason}`;
  return code in ISSUES ? (code as IssueCode) : `${area}.bad-format`;
}

/** A map key that is no pointer is left out: only `notKnown` has keys that a sender makes up. */
function pathOf({ instancePath }: SchemaTrouble, { field }: Finding): string {
  if (/^\/notKnown\/(?!(~1[A-Za-z0-9]{1,40}){1,8}$)/.test(instancePath)) return '/notKnown';
  return field === undefined ? instancePath : `${instancePath}/${field}`;
}
