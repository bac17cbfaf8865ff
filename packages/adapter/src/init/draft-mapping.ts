import { TO_DO } from '../compile/unknown-columns.ts';
import type { Source } from '../ports.ts';
import { arrangeInputs, type ArrangedInput, type Arrangement } from './arrange-inputs.ts';
import { draftAddress, draftIdentifierRows, draftIdentity, draftNameRows } from './draft-child.ts';
import { placeOf, type DraftRule } from './draft-columns.ts';
import { draftCarer, draftPeople, draftSchool, draftWorker } from './draft-people.ts';
import { toFlow, type FlowValue } from './flow-yaml.ts';
import { heldAround } from './read-header.ts';
import { profileSource, type SourceProfile } from './profile-source.ts';

/** One input of an export, as a person names it. */
export interface DraftInput {
  readonly name: string;
  readonly format: string;
  /** File name or pattern for the mapping. */
  readonly file: string;
  /** The format's own words. */
  readonly options?: Readonly<Record<string, FlowValue>>;
  readonly source: Source;
}

/** A mapping that somebody must still look through, and what was and was not made of the columns. */
export interface MappingDraft {
  /** The mapping document, with a reason for each rule in comments. */
  readonly text: string;
  readonly placed: readonly { readonly input: string; readonly column: string; readonly target: string }[];
  readonly unplaced: readonly { readonly input: string; readonly column: string; readonly reason: string }[];
  readonly profiles: ReadonlyMap<string, SourceProfile>;
}

/** What a draft is told besides its files. */
export interface DraftOptions {
  /** The id of the source; a placeholder to be replaced unless told. */
  readonly system?: string;
  /** Rows looked at in each input. */
  readonly rows?: number;
}

/** Looks at an export and drafts its mapping. Nothing leaves the machine, and no value of a person is written. */
export async function draftMapping(
  inputs: readonly DraftInput[],
  options: DraftOptions = {},
): Promise<MappingDraft> {
  const profiles = new Map<string, SourceProfile>();
  for (const { name, source } of inputs) {
    profiles.set(name, await profileSource(source, options.rows === undefined ? {} : { rows: options.rows }));
  }
  const arrangement = arrangeInputs(profiles);
  const rules = draftRules(arrangement);
  const { placed, unplaced } = account(arrangement, rules);
  const parts = [
    head(inputs, options),
    writeInputs(inputs, arrangement),
    writeRecord(arrangement, inputs),
    writeRules(rules),
    writeUnplaced(unplaced),
  ];
  return { text: `${parts.filter((part) => part !== '').join('\n\n')}\n`, placed, unplaced, profiles };
}

function draftRules({ records, groups, joined }: Arrangement): readonly DraftRule[] {
  const [main] = records;
  if (!main) return [];
  const own = draftRow(mergeRecords(records)).map((rule) => markOptional(rule, records));
  const others = [...groups, ...joined].flatMap((input) => draftJoined(input));
  // A joined input that says the same of the child again adds nothing but doubt.
  const taken = new Set(own.flatMap(({ single, path }) => (single ? [path] : [])));
  return [...own, ...others.filter(({ single, path }) => !single || !taken.has(path))];
}

/** Inputs of one kind as one: each adds what those before it do not have. */
function mergeRecords(records: readonly ArrangedInput[]): ArrangedInput {
  return records.reduce((merged, input) => {
    const known = new Set(merged.placement.placed.map(({ meaning }) => meaning));
    const more = input.placement.placed.filter(({ meaning }) => !known.has(meaning));
    const placed = [...merged.placement.placed, ...more];
    return { ...merged, placement: { ...merged.placement, placed } };
  });
}

/** Columns that not every input of the records has may be missing from a file. */
function markOptional(rule: DraftRule, records: readonly ArrangedInput[]): DraftRule {
  const lacks = (column: string) =>
    records.some(({ profile }) => !profile.columns.some(({ name }) => name === column));
  const missing = new Set(rule.places.map(({ column }) => column).filter(lacks));
  if (missing.size === 0) return rule;
  const mark = (value: FlowValue): FlowValue => {
    if (typeof value === 'string') return missing.has(value) ? { from: value, optional: true } : value;
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(mark);
    const { from } = value as { readonly from?: FlowValue };
    if ([from].flat().some((column) => typeof column === 'string' && missing.has(column)))
      return { ...value, optional: true };
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, of]) => (of === undefined ? [] : [[name, mark(of)]])),
    );
  };
  return { ...rule, value: mark(rule.value) };
}

/** What one row gives of its child. */
function draftRow(input: ArrangedInput, prefix = ''): readonly DraftRule[] {
  return [...draftIdentity(input, prefix), ...draftPeople(input, prefix)];
}

type DraftJoined = (input: ArrangedInput) => readonly (DraftRule | undefined)[];

const EACH = { prefix: '', each: true } as const;

/** What is made of an input that is joined to the records, or of a group inside them, by what its rows are. */
const BY_ROLE: Readonly<Record<ArrangedInput['role'], DraftJoined>> = {
  addresses: (input) => [draftAddress(input, EACH)],
  workers: (input) => [draftWorker(input, EACH)],
  carers: (input) => [draftCarer(input, EACH)],
  schools: (input) => (input.many ? [draftSchool(input, { ...EACH, days: true })] : draftOneEach(input)),
  identifiers: (input) => [draftIdentifierRows(input)],
  names: draftNameRows,
  other: draftRows,
  // Other children inside a record are its siblings or its parents: not the record’s own.
  children: (input) => (input.inside === undefined ? draftRows(input) : []),
  aside: () => [],
  linked: () => [],
};

function draftJoined(input: ArrangedInput): readonly DraftRule[] {
  return BY_ROLE[input.role](input).filter((rule) => rule !== undefined);
}

function draftRows(input: ArrangedInput): readonly (DraftRule | undefined)[] {
  return input.many ? [draftAddress(input, EACH), draftWorker(input, EACH)] : draftOneEach(input);
}

/** One row for each record: it says more of the child, but not its name again. */
function draftOneEach(input: ArrangedInput): readonly DraftRule[] {
  return draftRow(input, `${input.name}.`).filter(({ path }) => path !== 'child/names');
}

function account(
  arrangement: Arrangement,
  rules: readonly DraftRule[],
): Pick<MappingDraft, 'placed' | 'unplaced'> {
  const all = [...arrangement.records, ...arrangement.groups, ...arrangement.joined, ...arrangement.loose];
  const isRecord = (input: ArrangedInput) => arrangement.records.some(({ name }) => name === input.name);
  const keys = all.flatMap((input) => [
    ...(input.key ? [{ ...placeOf(input, input.key), target: isRecord(input) ? 'record/id' : 'join' }] : []),
    ...(input.linkKey ? [{ ...placeOf(input, input.linkKey), target: 'join' }] : []),
  ]);
  const supplied = arrangement.records.flatMap(({ name, placement }) =>
    placement.placed
      .filter(({ meaning }) => meaning === 'suppliedAt')
      .map(({ column }) => ({ input: name, column: column.name, target: 'record/suppliedAt' })),
  );
  // Inputs of one kind share the rules that were drafted for the first.
  const twins = arrangement.records.slice(1).flatMap(({ name, profile }) =>
    rules
      .flatMap(({ places }) => places)
      .filter(({ column }) => profile.columns.some((of) => of.name === column))
      .map((place) => ({ ...place, input: name })),
  );
  const placed = [...keys, ...supplied, ...rules.flatMap(({ places }) => places), ...twins];
  const isPlaced = (input: string, column: string) =>
    placed.some((place) => place.input === input && place.column === column);
  const unplaced = all.flatMap((input) => [
    ...input.placement.unplaced.map(({ column, reason }) => ({ ...placeOf(input, column), reason })),
    ...input.placement.placed
      .filter((of) => of.input === undefined)
      .map(({ column }) => ({ ...placeOf(input, column), reason: whyUnused(input, arrangement) })),
  ]);
  return { placed, unplaced: unplaced.filter(({ input, column }) => !isPlaced(input, column)) };
}

/** Why a column is in no rule though its name says what it holds. */
function whyUnused(input: ArrangedInput, { loose }: Arrangement): string {
  if (input.role === 'aside') return heldAround([input.name]) ?? '';
  if (loose.includes(input)) return input.keyReason || 'no input holds children';
  return 'another column says this already, or none says what it belongs to';
}

function head(inputs: readonly DraftInput[], { system = 'my-system' }: DraftOptions): string {
  return [
    '# A draft: read every rule and its reason, correct what is wrong, then run `contactpoint check` and `preview`.',
    'mapping: 1',
    `name: ${toFlow(`Draft from ${[...new Set(inputs.map(({ file }) => file))].join(', ')}`)}`,
    `source: ${toFlow({ system })} # the id under which the source is registered`,
  ].join('\n');
}

function writeInputs(inputs: readonly DraftInput[], arrangement: Arrangement): string {
  const lines = inputs.flatMap(({ name, format, file, options }) => {
    const arranged = [...arrangement.records, ...arrangement.joined].find((of) => of.name === name);
    if (arrangement.records.length === 0) return `  ${name}: ${toFlow({ format, file, ...options })}`;
    if (!arranged)
      return [`  # ${name} (${file}) is left out: nothing says how its rows belong to a record.`];
    const isRecord = arrangement.records.includes(arranged);
    const key = arranged.key?.name;
    const names = isRecord && key !== undefined && sharedKey(arrangement) ? { recordId: key } : undefined;
    const join = isRecord
      ? { key: arrangement.joined.length > 0 ? key : undefined }
      : {
          on: key,
          to: arranged.linkedTo,
          key: arranged.linkKey?.name,
          many: arranged.many ? true : undefined,
        };
    return [
      `  # ${toComment(arranged.keyReason)}.`,
      `  ${name}: ${toFlow({ format, file, ...options, ...join, names })}`,
    ];
  });
  return ['inputs:', ...lines].join('\n');
}

/** A word of the mapping's own for keys that each input calls otherwise. */
function sharedKey({ records }: Arrangement): string | undefined {
  return new Set(records.map(({ key }) => key?.name)).size > 1 ? 'recordId' : undefined;
}

function writeRecord(arrangement: Arrangement, inputs: readonly DraftInput[]): string {
  const { records } = arrangement;
  const [main] = records;
  if (!main) return writeUnknownRecord(inputs);
  const supplied = main.placement.placed.find(({ meaning }) => meaning === 'suppliedAt')?.column;
  const formats = supplied?.dates.map(({ format }) => format) ?? [];
  const each = records.length === 1 ? main.name : records.map(({ name }) => name);
  const id = sharedKey(arrangement) ?? main.key?.name ?? TO_DO;
  const suppliedAt = supplied && {
    from: supplied.name,
    formats: formats.length > 0 ? formats : 'dd/MM/yyyy',
  };
  return `record: ${toFlow({ each, id, suppliedAt })}`;
}

function writeUnknownRecord([first]: readonly DraftInput[]): string {
  return [
    '# No input holds children: name which columns are names and dates of birth, and write record and child.',
    `record: ${toFlow({ each: first?.name ?? TO_DO, id: TO_DO })}`,
  ].join('\n');
}

function writeRules(rules: readonly DraftRule[]): string {
  const sections = new Map<string, DraftRule[]>();
  for (const rule of rules) sections.set(rule.path, [...(sections.get(rule.path) ?? []), rule]);
  const child = [...sections].filter(([path]) => path.startsWith('child/'));
  const rest = [...sections].filter(([path]) => !path.startsWith('child/'));
  const childText = child.flatMap(([path, of]) => writeSection(path.slice('child/'.length), of, '  '));
  return [
    ...(childText.length > 0 ? ['child:', ...childText] : []),
    ...rest.flatMap(([path, of]) => writeSection(path, of, '')),
  ].join('\n');
}

function writeSection(name: string, rules: readonly DraftRule[], indent: string): readonly string[] {
  const [first] = rules;
  const comments = (reasons: readonly string[], deeper: string) =>
    reasons.map((reason) => `${deeper}# ${toComment(reason)}`);
  if (first?.single) {
    return [...comments(first.reasons, indent), `${indent}${name}: ${toFlow(first.value)}`];
  }
  const items = rules.flatMap(({ reasons, value }) => [
    ...comments(reasons, `${indent}  `),
    ...writeItem(value, `${indent}  `),
  ]);
  return [`${indent}${name}:`, ...items];
}

/** A header may have a line end in it, where a comment would end. */
function toComment(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** Wider lines are hard to read and to correct. */
const WIDEST_ITEM = 90;

/** An item of a list on one line, or one line for each of its names. */
function writeItem(value: FlowValue, indent: string): readonly string[] {
  const flow = toFlow(value);
  if (flow.length <= WIDEST_ITEM || typeof value !== 'object' || Array.isArray(value))
    return [`${indent}- ${flow}`];
  const fields = Object.entries(value).flatMap(([name, of]) =>
    of === undefined ? [] : [`${toFlow(name)}: ${toFlow(of)}`],
  );
  return fields.map((field, index) => `${indent}${index === 0 ? '- ' : '  '}${field}`);
}

function writeUnplaced(unplaced: MappingDraft['unplaced']): string {
  if (unplaced.length === 0) return '';
  return [
    '# Not placed:',
    ...unplaced.map(({ input, column, reason }) => `# - ${toComment(`${input}.${column}: ${reason}`)}`),
  ].join('\n');
}
