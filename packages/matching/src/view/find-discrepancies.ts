import { type DiscrepancyKind, parseNhsNumber, parseUpn, type Severity } from '@contactpoint/contract';
import type { MatchDecision, VetoCode } from '../decide/decision.ts';
import { variantGroups } from '../model/name-variants.ts';
import { readGivenName } from '../normalise/placeholders.ts';
import { toNameTokens } from '../normalise/name-tokens.ts';
import { byText } from '../order.ts';
import type { BestView, ViewValue } from './best-view.ts';
import { toClaims, type Claim, type MemberStatement } from './statement.ts';
import type { ViewField } from './view-policy.ts';

/** That a record differs from the best view, and where; says nobody's value. */
export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  readonly field: ViewField | 'record';
  /** JSON Pointer into the record, the first where several differ alike; the field's usual place where it has nothing. */
  readonly path: string;
  readonly severity: Severity;
  /** One thread a record, field and best value: holds the best value's form, so keep it sealed. */
  readonly thread: string;
}

/** What the supplier of the record may know of the rest. */
export interface DiscrepancyContext {
  /** The child's other members, without those that the supplier may not know of. */
  readonly others: readonly MemberStatement[];
  /** How the record was matched, where that is at hand. */
  readonly decision?: Pick<MatchDecision, 'vetoes' | 'restricted'>;
}

/**
 * Where a member record disagrees with the best view, in a fixed order. Pass a view projected to what the
 * supplier may know: what is not in it is not spoken of.
 */
export function findDiscrepancies(
  statement: MemberStatement,
  view: BestView,
  context: DiscrepancyContext,
): readonly Discrepancy[] {
  const claims = toClaims(statement);
  const found = [
    ...claims.flatMap((claim) => compareClaim(claim, view[claim.field])),
    ...missingHere(statement, claims, view),
    ...invalidIdentifiers(statement),
    ...supersededIdentifiers(claims, context),
    ...unresolvedPlaceholder(statement, view),
    ...ofDecision(context.decision),
    ...duplicatesInSource(statement, context),
  ];
  const inOrder = found.sort((a, b) => byText(a.path, b.path) || byText(a.kind, b.kind));
  const told = new Set<string>();
  return inOrder.filter(({ kind, thread }) => {
    const isNew = !told.has(`${kind}|${thread}`);
    told.add(`${kind}|${thread}`);
    return isNew;
  });
}

const SERIOUS: ReadonlySet<ViewField> = new Set(['nhsNumber', 'dateOfBirth']);
/** Below this margin, in thousandths, the view itself is unsure. */
const SURE = 500;

function compareClaim(claim: Claim, best: ViewValue | undefined): readonly Discrepancy[] {
  const { field, path, form } = claim;
  if (best === undefined)
    return [{ kind: 'missing-there', field, path, severity: 'information', thread: `${field}|` }];
  if (form === best.form || isEquivalent(field, form, best.form)) return [];
  const kind = best.former.includes(form) ? 'stale' : 'differs';
  const severity = best.margin < SURE ? 'information' : SERIOUS.has(field) ? 'error' : 'warning';
  return [{ kind, field, path, severity, thread: `${field}|${best.form}` }];
}

/** Differences of format, nickname and abbreviation are none. */
function isEquivalent(field: ViewField, form: string, best: string): boolean {
  if (field === 'givenNames' || field === 'preferredName') return sameGiven(form.split(' '), best.split(' '));
  if (field !== 'address') return false;
  const [postcode, door] = form.split('|');
  const [bestPostcode, bestDoor] = best.split('|');
  return door === undefined || bestDoor === undefined
    ? false
    : postcode === bestPostcode && !(/\d/.test(door) && /\d/.test(bestDoor));
}

function sameGiven([first = '']: readonly string[], [best = '']: readonly string[]): boolean {
  if (first === best || (Math.min(first.length, best.length) === 1 && first[0] === best[0])) return true;
  const groups = variantGroups(first) ?? [];
  return (variantGroups(best) ?? []).some((group) => groups.includes(group));
}

/** What every source should hold, with the usual place of each. */
const EXPECTED: readonly (readonly [ViewField, string])[] = [
  ['givenNames', '/child/names'],
  ['familyName', '/child/names'],
  ['dateOfBirth', '/child/dateOfBirth'],
  ['nhsNumber', '/child/identifiers'],
  ['address', '/child/addresses'],
];

function missingHere(
  { kind: service }: MemberStatement,
  claims: readonly Claim[],
  view: BestView,
): readonly Discrepancy[] {
  const expected = service === 'education' ? [...EXPECTED, ['upn', '/child/identifiers'] as const] : EXPECTED;
  const held = new Set(claims.map(({ field }) => field));
  return expected.flatMap(([field, path]): Discrepancy[] => {
    const best = view[field];
    return best === undefined || held.has(field)
      ? []
      : [{ kind: 'missing-here', field, path, severity: 'information', thread: `${field}|${best.form}` }];
  });
}

function invalidIdentifiers({ record }: MemberStatement): readonly Discrepancy[] {
  return (record.child?.identifiers ?? []).flatMap(({ type, value }, at): Discrepancy[] => {
    const valid =
      type === 'nhsNumber' ? parseNhsNumber(value).status : type === 'upn' ? parseUpn(value).status : 'valid';
    if (valid === 'valid' || valid === 'notApplicable') return [];
    const field = type === 'upn' ? 'upn' : 'nhsNumber';
    return [
      {
        kind: 'invalid-identifier',
        field,
        path: `/child/identifiers/${at}/value`,
        severity: 'warning',
        thread: `${field}|invalid`,
      },
    ];
  });
}

function supersededIdentifiers(
  claims: readonly Claim[],
  { others }: DiscrepancyContext,
): readonly Discrepancy[] {
  const replaced = new Set(
    others.flatMap(({ record }) =>
      (record.child?.identifiers ?? [])
        .filter(({ supersededBy }) => supersededBy !== undefined)
        .map(({ value }) => value.replace(/\D/g, '')),
    ),
  );
  return claims
    .filter(({ field, form }) => field === 'nhsNumber' && replaced.has(form))
    .map(({ path, form }) => ({
      kind: 'superseded-identifier',
      field: 'nhsNumber',
      path,
      severity: 'warning',
      thread: `nhsNumber|${form}`,
    }));
}

function unresolvedPlaceholder(
  { record }: MemberStatement,
  { givenNames }: BestView,
): readonly Discrepancy[] {
  if (givenNames === undefined) return [];
  return (record.child?.names ?? []).flatMap((name, at): Discrepancy[] => {
    const { given = [], family = '' } = name;
    const { placeholder } = readGivenName(given.flatMap(toNameTokens), toNameTokens(family));
    return placeholder
      ? [
          {
            kind: 'placeholder-unresolved',
            field: 'givenNames',
            path: `/child/names/${at}/given`,
            severity: 'warning',
            thread: `givenNames|${givenNames.form}`,
          },
        ]
      : [];
  });
}

const OF_VETO: Readonly<Partial<Record<VetoCode, DiscrepancyKind>>> = {
  'identifier-contradiction': 'identifier-contradiction',
  'different-nhs-number': 'identifier-contradiction',
  'twin-guard': 'possible-twin-mixup',
  'multiple-birth': 'possible-twin-mixup',
  'sex-and-given-differ': 'possible-twin-mixup',
};

/** What matching noticed, unless it noticed a child that the supplier may not know of. */
function ofDecision(decision: DiscrepancyContext['decision']): readonly Discrepancy[] {
  if (decision === undefined || decision.restricted) return [];
  // What people have taken apart is no question any more.
  if (decision.vetoes.some(({ code }) => code === 'do-not-link')) return [];
  const kinds = new Set(decision.vetoes.flatMap(({ code }) => OF_VETO[code] ?? []));
  return [...kinds].map((kind) => ({
    kind,
    field: 'record',
    path: '',
    severity: 'warning',
    thread: `record|${kind}`,
  }));
}

function duplicatesInSource(
  { record }: MemberStatement,
  { others }: DiscrepancyContext,
): readonly Discrepancy[] {
  const twice = others.some(
    ({ record: { source } }) =>
      source.system === record.source.system && source.recordId !== record.source.recordId,
  );
  return twice
    ? [
        {
          kind: 'possible-duplicate-in-source',
          field: 'record',
          path: '',
          severity: 'warning',
          thread: 'record|duplicate',
        },
      ]
    : [];
}
