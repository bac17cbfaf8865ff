import type { ArrangedInput } from './arrange-inputs.ts';
import { Columns, wholeName, type DraftRule } from './draft-columns.ts';
import type { FlowValue } from './flow-yaml.ts';
import { guessAddressUses, guessIdentifierTypes, guessSexes } from './guess-codes.ts';

/** The rules for the child's own values that stand in its own row. */
export function draftIdentity(input: ArrangedInput, prefix: string): readonly DraftRule[] {
  return [
    ...draftNames(input, prefix),
    ...[draftBirth, draftDeath, draftSex].flatMap((draft) => draft(input, prefix) ?? []),
    ...[draftAddress(input, { prefix, each: false })].flatMap((rule) => rule ?? []),
    ...draftIdentifiers(input, prefix),
  ];
}

function draftNames(input: ArrangedInput, prefix: string): readonly DraftRule[] {
  const rules: DraftRule[] = [];
  const current = new Columns(input, prefix);
  const given = ['given', 'middle'] as const;
  const givens = given.flatMap((meaning) => current.use(meaning, 'child/names/given') ?? []);
  const family = current.use('family', 'child/names/family');
  if (family !== undefined || givens.length > 0) {
    rules.push(
      current.rule('child/names', {
        use: 'current',
        prefix: current.use('prefix', 'child/names/prefix'),
        given: givens.length > 0 ? givens : undefined,
        family,
        suffix: current.use('suffix', 'child/names/suffix'),
      }),
    );
  } else {
    const whole = current.use('wholeName', 'child/names');
    if (whole !== undefined) rules.push(current.rule('child/names', { use: 'current', ...wholeName(whole) }));
  }
  const preferred = new Columns(input, prefix);
  const known = preferred.use('preferredGiven', 'child/names/given');
  const knownFamily = preferred.use('preferredFamily', 'child/names/family');
  if (known !== undefined || knownFamily !== undefined) {
    const when = known ?? knownFamily;
    const value = {
      use: 'preferred',
      given: known === undefined ? givens.slice(0, 1) : [known],
      family: knownFamily ?? family,
      when,
    };
    rules.push(preferred.rule('child/names', value));
  }
  const former = new Columns(input, prefix);
  const before = former.use('formerFamily', 'child/names/family');
  if (before !== undefined) {
    const value = { use: 'former', given: givens.slice(0, 1), family: before, when: before };
    rules.push(former.rule('child/names', value));
  }
  return rules;
}

function draftBirth(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const target = 'child/dateOfBirth';
  const status = columns.use('birthEstimated', target);
  const estimated =
    status === undefined
      ? undefined
      : { from: status, codes: { Y: 'estimated', N: 'known' }, default: 'known' };
  const parts = (['birthYear', 'birthMonth', 'birthDay'] as const).flatMap(
    (meaning) => columns.use(meaning, target) ?? [],
  );
  const split: FlowValue | undefined =
    parts.length === 3 ? { from: parts, formats: ['yyyy M d', 'yyyy M', 'yyyy'] } : undefined;
  const born = columns.useDate('birthDate', target) ?? split;
  const expected = columns.useDate('expectedBirth', target);
  const known = born && { ...(born as object), status: estimated };
  const options = [
    ...(known ? [known] : []),
    ...(expected ? [{ ...(expected as object), status: 'expected' }] : []),
  ];
  const [only] = options;
  if (!only) return undefined;
  return columns.rule(target, options.length === 1 ? only : options, true);
}

function draftDeath(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const target = 'child/dateOfDeath';
  const parts = (['deathYear', 'deathMonth', 'deathDay'] as const).flatMap(
    (meaning) => columns.use(meaning, target) ?? [],
  );
  const died =
    columns.useDate('deathDate', target) ??
    (parts.length === 3 ? { from: parts, formats: ['yyyy M d', 'yyyy M', 'yyyy'] } : undefined);
  return died === undefined ? undefined : columns.rule(target, died, true);
}

function draftSex(input: ArrangedInput, prefix: string): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const from = columns.use('sex', 'child/gender');
  if (from === undefined) return undefined;
  const codes = guessSexes(columns.find('sex')?.column.codes ?? []);
  return columns.rule('child/gender', { from, codes, otherwise: 'issue' }, true);
}

/** An address of the child: in its own row, or one for each row of another input. */
export function draftAddress(
  input: ArrangedInput,
  { prefix, each }: { readonly prefix: string; readonly each: boolean },
): DraftRule | undefined {
  const columns = new Columns(input, prefix);
  const target = (field: string) => `child/addresses/${field}`;
  const lines = columns.useAll('addressLine', target('lines'));
  const postcode = columns.use('postcode', target('postcode'));
  const town = columns.use('town', target('town'));
  if (!lines && postcode === undefined && town === undefined) return undefined;
  const type = each ? columns.find('addressType')?.column : undefined;
  const codes = type && guessAddressUses(type.codes);
  const from = codes && columns.use('addressType', target('use'));
  return columns.rule('child/addresses', {
    each: each ? input.name : undefined,
    use: from === undefined ? 'current' : { from, codes, otherwise: 'issue' },
    lines,
    town,
    county: columns.use('county', target('county')),
    postcode,
    uprn: columns.use('uprn', target('uprn')),
    from: each ? columns.useDate('from', target('from')) : undefined,
    to: each ? columns.useDate('to', target('to')) : undefined,
  });
}

function draftIdentifiers(input: ArrangedInput, prefix: string): readonly DraftRule[] {
  return (['nhsNumber', 'upn', 'formerUpn', 'uln', 'laChildId'] as const).flatMap((type) => {
    const columns = new Columns(input, prefix);
    const value = columns.use(type, 'child/identifiers');
    return value === undefined ? [] : [columns.rule('child/identifiers', { type, value })];
  });
}

/** One identifier for each row of an input. */
export function draftIdentifierRows(input: ArrangedInput): DraftRule | undefined {
  const columns = new Columns(input);
  const codes = guessIdentifierTypes(columns.find('identifierType')?.column.codes ?? []);
  const from = codes && columns.use('identifierType', 'child/identifiers/type');
  const value = columns.use('identifierValue', 'child/identifiers/value');
  if (from === undefined || value === undefined) return undefined;
  return columns.rule('child/identifiers', {
    each: input.name,
    type: { from, codes, otherwise: 'issue' },
    value,
  });
}
