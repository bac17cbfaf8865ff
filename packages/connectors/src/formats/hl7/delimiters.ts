/** The signs that part one message, as its own MSH-1 and MSH-2 give them; undefined where the sender uses none. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string | undefined;
  readonly escape: string | undefined;
  readonly subcomponent: string | undefined;
}

/** Punctuation alone: letters, digits and spaces stand in names, and `""` is HL7's word for "delete". */
const DELIMITER = /^[!#-/:-@[-`{-~]$/;
/** MSH-1 and MSH-2 of nearly every message, and the sign for truncation that version 2.7 added. */
const LONGEST = 6;

const USUAL: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/**
 * The delimiters that a header segment (`MSH`, `FHS`, `BHS`) declares in its fields 1 and 2; undefined where they
 * are missing, repeated or ambiguous. HL7 v2.7, section 2.5.4: component, repetition, escape, subcomponent,
 * truncation, in this order; the last ones may be left out.
 */
export function parseDelimiters(segment: string): Delimiters | undefined {
  const field = segment.charAt(3);
  const end = segment.indexOf(field, 4);
  const declared = segment.slice(3, end < 0 ? segment.length : end);
  if (declared.length > LONGEST) return undefined;
  return declared === '|^~\\&' ? USUAL : settle(declared);
}

function settle(declared: string): Delimiters | undefined {
  const signs = [...declared];
  if (signs.length < 2 || new Set(signs).size !== signs.length) return undefined;
  if (!signs.every((sign) => DELIMITER.test(sign))) return undefined;
  const [field, component, repetition, escape, subcomponent] = signs as [string, string, ...string[]];
  // Three signs of which the last is no backslash: whether it escapes or parts subcomponents is anybody's guess.
  if (signs.length === 4 && escape !== '\\') return undefined;
  return { field, component, repetition, escape, subcomponent };
}
