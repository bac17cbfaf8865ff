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
  const current = new Columns(input, prefix);
  const givens = (['given', 'middle'] as const).flatMap(
    (meaning) => current.useAll(meaning, 'child/names/given') ?? [],
  );
  const family = current.use('family', 'child/names/family');
  const known: KnownName = { givens, family };
  const rules = [
    draftCurrentName(current, known),
    draftPreferredName(new Columns(input, prefix), known),
    draftFormerName(new Columns(input, prefix), known),
  ];
  return rules.filter((rule) => rule !== undefined);
}

/** The parts of the current name, as rules write them: the other names share what they do not have. */
interface KnownName {
  readonly givens: readonly string[];
  readonly family: string | undefined;
}

function draftCurrentName(columns: Columns, { givens, family }: KnownName): DraftRule | undefined {
  if (family === undefined && givens.length === 0) {
    const whole = columns.use('wholeName', 'child/names');
    return whole === undefined
      ? undefined
      : columns.rule('child/names', { use: 'current', ...wholeName(whole) });
  }
  return columns.rule('child/names', {
    use: 'current',
    prefix: columns.use('prefix', 'child/names/prefix'),
    given: givens.length > 0 ? givens : undefined,
    family,
    suffix: columns.use('suffix', 'child/names/suffix'),
  });
}

function draftPreferredName(columns: Columns, { givens, family }: KnownName): DraftRule | undefined {
  const given = columns.use('preferredGiven', 'child/names/given');
  const preferred = columns.use('preferredFamily', 'child/names/family');
  const when = given ?? preferred;
  if (when === undefined) return undefined;
  return columns.rule('child/names', {
    use: 'preferred',
    given: given === undefined ? givens.slice(0, 1) : [given],
    family: preferred ?? family,
    when,
  });
}

function draftFormerName(columns: Columns, { givens, family }: KnownName): DraftRule | undefined {
  const before = columns.use('formerFamily', 'child/names/family');
  const given = columns.use('formerGiven', 'child/names/given');
  const when = before ?? given;
  if (when === undefined) return undefined;
  return columns.rule('child/names', {
    use: 'former',
    given: given === undefined ? givens.slice(0, 1) : [given],
    family: before ?? family,
    when,
  });
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

/** One name for each item of a group of names. */
export function draftNameRows(input: ArrangedInput): readonly DraftRule[] {
  return draftNames(input, '').map((rule) => {
    const { use, ...parts } = rule.value as { readonly [name: string]: FlowValue };
    return { ...rule, value: { each: input.name, use, ...parts } as FlowValue };
  });
}
