import { createIssue, type IssueCode, type IssueDetails } from '../catalogue/issue-catalogue.ts';
import type { Issue } from '../types.ts';
import { nearestName } from './nearest-name.ts';
import type { SchemaTrouble } from './validator.ts';

/**
 * Coded issues for what a generated validator found, one a place and code. No issue holds a value; a field
 * name or map key that does not look like one is left out too, because senders put people's names there.
 */
export function issuesFromTroubles(troubles: readonly SchemaTrouble[]): readonly Issue[] {
  const issues = new Map<string, Issue>();
  for (const trouble of troubles) {
    const issue = issueFromTrouble(trouble);
    if (issue && !issues.has(`${issue.code} ${issue.path}`)) issues.set(`${issue.code} ${issue.path}`, issue);
  }
  return [...issues.values()];
}

type Explain = (trouble: SchemaTrouble) => Issue | undefined;

/** By keyword of JSON Schema. A keyword that only sums up others (`if`, `anyOf`) explains nothing. */
const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  additionalProperties: unknownField,
  'false schema': (trouble) =>
    describe('record.field-not-allowed', trouble, { values: { field: lastSegment(trouble.instancePath) } }),
  required: missingField,
  type: wrongType,
  enum: unknownCode,
  const: (trouble) =>
    describe('record.unknown-code', trouble, { values: { allowed: String(trouble.params['allowedValue']) } }),
  minLength: (trouble) => describe('record.empty', trouble),
  minItems: (trouble) => describe('record.empty', trouble),
  minProperties: (trouble) => describe('record.empty', trouble),
  maxLength: (trouble) => describe('record.too-long', trouble, limitOf(trouble)),
  maxItems: (trouble) => describe('record.too-many', trouble, limitOf(trouble)),
  maxProperties: (trouble) => describe('record.too-many', trouble, limitOf(trouble)),
  minimum: outOfRange,
  maximum: outOfRange,
  pattern: badForm,
  format: badForm,
};

function issueFromTrouble(trouble: SchemaTrouble): Issue | undefined {
  return EXPLANATIONS[trouble.keyword]?.(trouble);
}

function unknownField(trouble: SchemaTrouble): Issue {
  const field = String(trouble.params['additionalProperty']);
  if (!FIELD_NAME.test(field))
    return describe('record.unknown-field', trouble, { values: { field: '(name not shown)' } });
  const nearest = nearestName(field, Object.keys(trouble.parentSchema?.properties ?? {}));
  return describe('record.unknown-field', trouble, {
    field,
    values: { field },
    suggestion: nearest === undefined ? undefined : `Did you mean ${nearest}? Otherwise leave the field out.`,
  });
}

function missingField(trouble: SchemaTrouble): Issue {
  const field = String(trouble.params['missingProperty']);
  return describe('record.missing-field', trouble, { field, values: { field } });
}

function wrongType(trouble: SchemaTrouble): Issue | undefined {
  const expected = String(trouble.params['type']);
  // The other half of "a date or null" has already said what is wrong.
  if (expected === 'null') return undefined;
  if (trouble.instancePath === '') return createIssue('record.not-an-object', { path: '' });
  return describe('record.wrong-type', trouble, { values: { expected } });
}

function unknownCode(trouble: SchemaTrouble): Issue {
  const allowed = trouble.params['allowedValues'] as readonly string[];
  return describe('record.unknown-code', trouble, { values: { allowed: allowed.join(', ') } });
}

function outOfRange(trouble: SchemaTrouble): Issue {
  const comparison = trouble.keyword === 'minimum' ? 'at least' : 'at most';
  return describe('record.out-of-range', trouble, {
    values: { comparison, limit: Number(trouble.params['limit']) },
  });
}

/** By definition of the schema. */
const FORMS: Readonly<Record<string, IssueCode>> = {
  IsoDate: 'record.bad-date',
  IsoInstant: 'record.bad-instant',
  PartialDateValue: 'record.bad-partial-date',
  ValueOfPrecision: 'record.bad-partial-date',
  RecordPointer: 'record.bad-pointer',
  SystemId: 'record.bad-system-id',
};

function badForm(trouble: SchemaTrouble): Issue {
  const definition =
    /([A-Za-z0-9]+)\/(?:\w+\/)*(?:pattern|format)$/.exec(definitionPath(trouble.schemaPath))?.[1] ?? '';
  if (definition === 'Text') {
    const isBlank = typeof trouble.data === 'string' && trouble.data.trim() === '';
    return describe(isBlank ? 'record.empty' : 'record.illegal-character', trouble);
  }
  return describe(FORMS[definition] ?? 'record.bad-format', trouble);
}

/** `#/$defs/IsoDate/pattern` → `IsoDate/pattern`. */
function definitionPath(schemaPath: string): string {
  return schemaPath.slice(schemaPath.lastIndexOf('$defs/') + '$defs/'.length);
}

function limitOf(trouble: SchemaTrouble): IssueDetails {
  return { values: { limit: Number(trouble.params['limit']) } };
}

/** A field name as programmers write them, short enough not to be anything else. */
const FIELD_NAME = /^[A-Za-z_$][\w$.-]{0,63}$/;

function describe(
  code: IssueCode,
  trouble: SchemaTrouble,
  { field, ...details }: IssueDetails & { readonly field?: string } = {},
): Issue {
  const path = field === undefined ? trouble.instancePath : `${trouble.instancePath}/${field}`;
  return createIssue(code, { ...details, path: withoutForeignNames(path) });
}

/** The pointer without a map key that is no pointer: only `notKnown` has keys that a sender makes up. */
function withoutForeignNames(path: string): string {
  return /^\/notKnown\/(?!(~1[A-Za-z0-9]{1,40}){1,8}$)/.test(path) ? '/notKnown' : path;
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
