import {
  classifyTenDigitNumber,
  parseEmailAddress,
  parseIdentifier,
  parsePostcode,
  parseTelephoneNumber,
  type Parsed,
} from '@contactpoint/contract';
import { compileDateFormat, type CompiledDateFormat } from '../compile/date-format.ts';

/** What the values of a column look like. */
export type ValueKind =
  | 'nhsNumber'
  | 'upn'
  | 'uln'
  | 'postcode'
  | 'telephone'
  | 'email'
  | 'date'
  | 'sex'
  | 'sexWord'
  | 'boolean'
  | 'odsCode'
  | 'schoolUrn'
  | 'laestab'
  | 'number'
  | 'words'
  | 'label'
  | 'text';

/** A date format, with how many of the values it reads. */
export interface DateEvidence {
  readonly format: string;
  readonly share: number;
}

/** One column of an export as a sample of its rows shows it: counts and codes, no value of any person. */
export interface ColumnProfile {
  /** As a mapping names it: by its header, or by its position where another column has the same header. */
  readonly name: string;
  /** What stands above it. */
  readonly header: string;
  /** What it stands in, outermost first: the elements of XML, the members of JSON. */
  readonly context?: readonly string[];
  /** 1-based. */
  readonly position: number;
  readonly rows: number;
  readonly filled: number;
  /** Different values; `many` stands for more than are counted. */
  readonly distinct: number | 'many';
  /** Kinds that fit, best first, each with the share of filled values that it fits. */
  readonly kinds: readonly { readonly kind: ValueKind; readonly share: number }[];
  /** Formats that together read the dates of the column. */
  readonly dates: readonly DateEvidence[];
  /** The values of a column with few different short ones: codes. */
  readonly codes: readonly string[];
  /** Hashes of values, to see whether another file holds the same keys. */
  readonly values: ReadonlySet<string>;
}

const MOST_DISTINCT = 50_000;
const MOST_CODES = 40;
const LONGEST_CODE = 24;

const DATE_FORMATS = [
  'dd/MM/yyyy',
  'yyyy-MM-dd',
  'dd-MM-yyyy',
  'dd.MM.yyyy',
  'd/M/yyyy',
  'dd-MMM-yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'yyyy-MMM-dd HH:mm:ss',
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-dd HH:mm:ss.S',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ssX",
  "yyyy-MM-dd'T'HH:mm:ss.SX",
  'yyyyMMdd',
  'ddMMyyyy',
  'yyyyMMddHHmm',
  'yyyyMMddHHmmss',
  'dd/MM/yy',
  'dd-MMM-yy',
  'MM/yyyy',
  'MM/dd/yyyy',
];

const SEX_WORDS = new Set(['m', 'f', 'male', 'female', 'man', 'woman', 'boy', 'girl', 'u', 'unknown', 'i', 'indeterminate', 'x', 'o', 'other', 'n', 'not known', 'not specified', '0', '1', '2', '9', '00', '01', '02', '09']); // prettier-ignore
const BOOLEAN_WORDS = new Set(['y', 'n', 'yes', 'no', 'true', 'false', 't', 'f', '0', '1']);

/** Yes and no, addresses of mail, and whatever ends as postcodes do. */
const NOT_LABELS = [/^(yes|no|true|false)$/i, /@/, /\d[A-Z]{2}$/];

const CHECKS: Readonly<Record<Exclude<ValueKind, 'date'>, (text: string) => boolean>> = {
  nhsNumber: (text) => classifyTenDigitNumber(text)?.type === 'nhsNumber',
  uln: (text) => classifyTenDigitNumber(text)?.type === 'uln',
  upn: (text) => isWellFormed(parseIdentifier('upn', text)),
  postcode: (text) => isWellFormed(parsePostcode(text)),
  email: (text) => parseEmailAddress(text).status === 'valid',
  telephone: (text) => /\d{6}/.test(text.replace(/\D/g, '')) && parseTelephoneNumber(text).status === 'valid',
  sex: (text) => SEX_WORDS.has(text.toLowerCase()),
  sexWord: (text) => /^(m|f|male|female|boy|girl|u|x|unknown)$/i.test(text),
  boolean: (text) => BOOLEAN_WORDS.has(text.toLowerCase()),
  odsCode: (text) => /^[A-HJ-NP-Y]\d{5}$/i.test(text),
  schoolUrn: (text) => /^\d{6}$/.test(text),
  laestab: (text) => /^\d{3}[/ -]?\d{4}$/.test(text),
  number: (text) => /^-?\d+(\.\d+)?$/.test(text),
  // A column of yes and no names nobody.
  words: (text) => !BOOLEAN_WORDS.has(text.toLowerCase()) && /^[\p{L}][\p{L}\p{M}'’.,/()&\- ]*$/u.test(text),
  // Names with a number behind them stand in data that was invented or disguised.
  label: (text) => /\p{L}{2}/u.test(text) && !NOT_LABELS.some((pattern) => pattern.test(text)),
  text: () => true,
};

const KINDS = Object.keys(CHECKS) as (keyof typeof CHECKS)[];

/** A wrong check letter says more of the typist than of the column. */
function isWellFormed({ status }: Parsed): boolean {
  return status === 'valid' || status === 'badCheck';
}

/** What is known of a column before its values are. */
export type ProfiledColumn = Pick<ColumnProfile, 'name' | 'header' | 'position' | 'context'>;

/** Looks at the values of one column, one after the other. */
export class ColumnProfiler {
  readonly #column: ProfiledColumn;
  /** Different values, with the kinds that each fits. */
  readonly #known = new Map<string, readonly ValueKind[]>();
  readonly #fits = new Map<ValueKind, number>();
  readonly #formats: readonly {
    readonly format: string;
    readonly compiled: CompiledDateFormat;
    readonly read: Set<string>;
  }[];
  #rows = 0;
  #filled = 0;

  constructor(column: ProfiledColumn) {
    this.#column = column;
    this.#formats = DATE_FORMATS.flatMap((format) => {
      const compiled = compileDateFormat(format);
      return 'read' in compiled ? [{ format, compiled, read: new Set<string>() }] : [];
    });
  }

  add(value: string | undefined): void {
    this.#rows += 1;
    const text = value?.trim() ?? '';
    if (text === '') return;
    this.#filled += 1;
    for (const kind of this.#kindsOf(text)) this.#fits.set(kind, (this.#fits.get(kind) ?? 0) + 1);
  }

  /** A value that was met before is not looked at again. */
  #kindsOf(text: string): readonly ValueKind[] {
    const known = this.#known.get(text);
    if (known) return known;
    const kinds = KINDS.filter((kind) => CHECKS[kind](text));
    if (this.#known.size < MOST_DISTINCT) this.#known.set(text, kinds);
    if (/\d/.test(text))
      for (const { compiled, read } of this.#formats) if (compiled.read(text)) read.add(text);
    return kinds;
  }

  get profile(): ColumnProfile {
    const distinct = this.#known.size >= MOST_DISTINCT ? ('many' as const) : this.#known.size;
    const dates = this.#findDates();
    const dated = dates.reduce((sum, { share }) => sum + share, 0);
    const fits = [...this.#fits].map(([kind, count]) => ({ kind, share: count / this.#filled }));
    const kinds = [...fits, ...(dated > 0 ? [{ kind: 'date' as const, share: Math.min(dated, 1) }] : [])];
    return {
      ...this.#column,
      rows: this.#rows,
      filled: this.#filled,
      distinct,
      kinds: kinds.sort((a, b) => b.share - a.share),
      dates,
      codes: this.#findCodes(),
      values: new Set(this.#known.keys()),
    };
  }

  /** The format that reads most values first, then those that read what is left. */
  #findDates(): readonly DateEvidence[] {
    const found: DateEvidence[] = [];
    let left = new Set(this.#known.keys());
    while (left.size > 0) {
      const [best] = this.#formats
        .map(({ format, read }) => ({ format, read: [...left].filter((text) => read.has(text)).length }))
        .sort((a, b) => b.read - a.read || DATE_FORMATS.indexOf(a.format) - DATE_FORMATS.indexOf(b.format));
      if (!best || best.read / this.#known.size < 0.02) break;
      found.push({ format: best.format, share: best.read / this.#known.size });
      const { read } = this.#formats.find(({ format }) => format === best.format) ?? { read: new Set() };
      left = new Set([...left].filter((text) => !read.has(text)));
    }
    return found;
  }

  #findCodes(): readonly string[] {
    const few = this.#known.size <= MOST_CODES && this.#known.size * 2 <= this.#filled;
    const short = [...this.#known.keys()].every((text) => text.length <= LONGEST_CODE);
    return few && short ? [...this.#known.keys()].sort() : [];
  }
}

/** How well the values of a column fit a kind, from 0 to 1; an empty column fits everything a little. */
export function fitOf(profile: ColumnProfile, kind: ValueKind): number {
  if (profile.filled === 0) return 0.3;
  return profile.kinds.find((found) => found.kind === kind)?.share ?? 0;
}
