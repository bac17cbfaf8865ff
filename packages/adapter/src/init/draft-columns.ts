import type { ArrangedInput } from './arrange-inputs.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { FlowValue } from './flow-yaml.ts';
import type { PlacedColumn } from './place-columns.ts';
import type { MeaningId } from './vocabulary.ts';

/** One rule of a draft: where it stands, what it says, and which columns it places where in the record. */
export interface DraftRule {
  /** `child/names`, `involvements`: rules of one path make a list, in their order. */
  readonly path: string;
  readonly value: FlowValue;
  /** Whether the path takes a single value, not a list. */
  readonly single?: boolean;
  readonly places: readonly { readonly input: string; readonly column: string; readonly target: string }[];
  readonly reasons: readonly string[];
}

/** Finds the columns of an input by what they mean, and remembers which were used. */
export class Columns {
  readonly #input: ArrangedInput;
  readonly #prefix: string;
  /** Where several carers or workers stand in one row: the one whose columns these are. */
  readonly #person: string | undefined;
  readonly places: DraftRule['places'][number][] = [];
  readonly reasons: string[] = [];

  constructor(input: ArrangedInput, prefix = '', person?: string) {
    this.#input = input;
    this.#prefix = prefix;
    this.#person = person;
  }

  find(meaning: MeaningId): PlacedColumn | undefined {
    return this.findAll(meaning)[0];
  }

  findAll(meaning: MeaningId): readonly PlacedColumn[] {
    return this.#input.placement.placed.filter(
      (placed) =>
        placed.meaning === meaning && (this.#person === undefined || placed.person === this.#person),
    );
  }

  /** The column's name as rules write it; undefined where no column means this. */
  use(meaning: MeaningId, target: string): string | undefined {
    const placed = this.find(meaning);
    return placed && this.#take(placed, target);
  }

  /** The first of several meanings that a column has. */
  useAny(meanings: readonly MeaningId[], target: string): string | undefined {
    const meaning = meanings.find((id) => this.find(id) !== undefined);
    return meaning && this.use(meaning, target);
  }

  /** A person's name from its parts, or from a column that holds it whole. */
  useName(meanings: NameMeanings, target: string): FlowValue | undefined {
    const given = this.useAny(meanings.given, target);
    const family = this.useAny(meanings.family, target);
    if (given !== undefined || family !== undefined) {
      const prefix = this.useAny(meanings.prefix, `${target}/prefix`);
      return { prefix, given: given === undefined ? undefined : [given], family };
    }
    const whole = this.use(meanings.whole, target);
    return whole === undefined ? undefined : wholeName(whole);
  }

  /** How to reach somebody. */
  useContact(meanings: ContactMeanings, target: string): FlowValue | undefined {
    const telephone = this.#useAllAny(meanings.telephone, `${target}/telephone`);
    const email = this.#useAllAny(meanings.email, `${target}/email`);
    const address = meanings.address && this.#useAddress(meanings.address, `${target}/address`);
    if (!telephone && !email && !address) return undefined;
    return { telephone, email, address };
  }

  #useAllAny(meanings: readonly MeaningId[], target: string): readonly string[] | undefined {
    const meaning = meanings.find((id) => this.find(id) !== undefined);
    return meaning && this.useAll(meaning, target);
  }

  #useAddress(meanings: AddressMeanings, target: string): FlowValue | undefined {
    const lines = this.useAll(meanings.lines, `${target}/lines`);
    const [town, county, postcode] = (['town', 'county', 'postcode'] as const).map((part) =>
      this.use(meanings[part], `${target}/${part}`),
    );
    return lines || town !== undefined || postcode !== undefined
      ? { lines, town, county, postcode }
      : undefined;
  }

  /** Every column that means this. */
  useAll(meaning: MeaningId, target: string): readonly string[] | undefined {
    const placed = this.findAll(meaning);
    return placed.length > 0 ? placed.map((of) => this.#take(of, target)) : undefined;
  }

  /** The first of these that some rows leave empty: without it there is nobody to speak of. */
  sometimes(meanings: readonly MeaningId[]): string | undefined {
    const found = meanings.map((meaning) => this.find(meaning)).find((placed) => placed !== undefined);
    return found && found.column.filled < found.column.rows ? this.write(found) : undefined;
  }

  /** A date with the formats that read it. */
  useDate(meaning: MeaningId, target: string): FlowValue | undefined {
    const placed = this.find(meaning);
    const from = this.use(meaning, target);
    return placed && from !== undefined ? { from, ...dateOptions(placed.column) } : undefined;
  }

  #take(placed: PlacedColumn, target: string): string {
    const { column, reason, input } = placed;
    const { name, header, context } = column;
    const place = input === undefined ? placeOf(this.#input, column) : { input, column: name };
    this.places.push({ ...place, target });
    const written = name === header || context ? name : `${name} (${header})`;
    this.reasons.push(`${input === undefined ? '' : `${input}.`}${written}: ${reason}`);
    return this.write(placed);
  }

  /** The name of a column as rules write it. */
  write({ column, input }: PlacedColumn): string {
    return input === undefined ? this.#prefix + column.name : `${input}.${column.name}`;
  }

  rule(path: string, value: FlowValue, single = false): DraftRule {
    return { path, value, single, places: this.places, reasons: this.reasons };
  }
}

/** Which meanings make a name. */
export interface NameMeanings {
  readonly given: readonly MeaningId[];
  readonly family: readonly MeaningId[];
  readonly whole: MeaningId;
  readonly prefix: readonly MeaningId[];
}
/** Which meanings say how to reach somebody. */
export interface ContactMeanings {
  readonly telephone: readonly MeaningId[];
  readonly email: readonly MeaningId[];
  readonly address?: AddressMeanings;
}
/** Which meanings make an address. */
export interface AddressMeanings {
  readonly lines: MeaningId;
  readonly town: MeaningId;
  readonly county: MeaningId;
  readonly postcode: MeaningId;
}

/** Where a person finds a column: a place inside a group that repeats by its whole path from the record. */
export function placeOf(
  { name, inside }: Pick<ArrangedInput, 'name' | 'inside'>,
  column: ColumnProfile,
): { readonly input: string; readonly column: string } {
  if (inside === undefined) return { input: name, column: column.name };
  const separator = /[/.]/.exec(`${name}${column.name}`)?.[0] ?? '/';
  return { input: inside, column: `${name}${separator}${column.name}` };
}

/** Both parts of a name that stands in one column. */
export function wholeName(from: string): {
  readonly given: readonly FlowValue[];
  readonly family: FlowValue;
} {
  const part = (name: string): FlowValue => ({ from, steps: [{ 'name-parts': name }] });
  return { given: [part('given')], family: part('family') };
}

/** Days that stand for no day: what systems begin their calendars with, and what a spreadsheet makes of nothing. */
const PLACEHOLDER_PATTERN =
  /^(0?[01][/.-]0?1[/.-]190[01]|190[01]-?01-?0[01]|0?[01][ -]jan[ -]190[01]|3[01][/.-]12[/.-]1899|1899-?12-?3[01])(?!\d)/i;

function dateOptions({ dates, values }: ColumnProfile): { readonly [name: string]: FlowValue } {
  const formats = dates.length > 0 ? dates.map(({ format }) => format) : ['dd/MM/yyyy'];
  const short = formats.some((format) => /(^|[^y])yy([^y]|$)/.test(format));
  const [only] = formats;
  const placeholder = [...values].filter((text) => PLACEHOLDER_PATTERN.test(text)).sort();
  return {
    formats: formats.length === 1 && only ? only : formats,
    ...(short && { pivot: 30 }),
    ...(placeholder.length > 0 && { placeholder }),
  };
}
