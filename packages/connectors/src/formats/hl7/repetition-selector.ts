/** Which repetition of a field is meant. */
export type RepetitionSelector =
  | { readonly by: 'position'; /** 1-based. */ readonly position: number }
  /** The first repetition that has `word` in one of `components` (1-based), the earlier component first. */
  | { readonly by: 'word'; readonly words: readonly string[]; readonly components: readonly number[] };

/** Components that hold authority and type, by data type (HL7 v2.7, chapter 2A), the more telling one first. */
const CX = [4, 5];
const XPN = [7];
const XAD = [7];
const XTN = [2, 3];
const XCN = [9, 13, 10];
const XON = [6, 7, 2];

const FIELD_COMPONENTS: ReadonlyMap<string, readonly number[]> = new Map([
  ...fields('PID', {
    2: CX,
    3: CX,
    4: CX,
    5: XPN,
    6: XPN,
    9: XPN,
    11: XAD,
    13: XTN,
    14: XTN,
    18: CX,
    20: CX,
    21: CX,
  }),
  ...fields('PD1', { 3: XON, 4: XCN }),
  ...fields('NK1', { 2: XPN, 4: XAD, 5: XTN, 6: XTN, 13: XON, 30: XPN, 31: XTN, 32: XAD, 33: CX }),
  ...fields('MRG', { 1: CX, 2: CX, 3: CX, 4: CX, 5: CX, 6: CX, 7: XPN }),
  ...fields('PV1', { 7: XCN, 8: XCN, 9: XCN, 17: XCN, 19: CX, 50: CX, 52: XCN }),
  ...fields('ROL', { 4: XCN, 11: XAD, 12: XTN }),
  ...fields('EVN', { 5: XCN }),
]);

/** An NHS number is told by its authority, by the types that UK senders give it, or by its object identifier. */
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['NHS', ['NHS', 'NH', 'HN', 'NI', '2.16.840.1.113883.2.1.4.1']],
]);

const POSITION = /^[1-9]\d{0,4}$/;
const COMPONENT_IS = /^([1-9]\d?)=(.+)$/;

/**
 * What stands in the brackets of an address: a position (`2`), the word of an authority or type (`NHS`, `H`), or a
 * component and its text (`4=NHS`). A word alone is understood where the field's data type is known.
 */
export function parseSelector(text: string, field: string): RepetitionSelector | undefined {
  if (POSITION.test(text)) return { by: 'position', position: Number(text) };
  const [, component, word] = COMPONENT_IS.exec(text) ?? [];
  if (word !== undefined) return { by: 'word', words: [word], components: [Number(component)] };
  const components = FIELD_COMPONENTS.get(field);
  if (components === undefined || /^\d+$/.test(text)) return undefined;
  return { by: 'word', words: ALIASES.get(text) ?? [text], components };
}

function fields(
  segment: string,
  types: Readonly<Record<number, readonly number[]>>,
): [string, readonly number[]][] {
  return Object.entries(types).map(([field, components]) => [`${segment}-${field}`, components]);
}
