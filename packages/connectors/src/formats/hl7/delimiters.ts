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
/** MSH-1, the four of MSH-2, and the sign for truncation that version 2.7 added. */
const MOST_SIGNS = 6;
const USUAL_SIGNS = '|^~\\&';
const USUAL = settle(USUAL_SIGNS);

/**
 * The delimiters that a header segment (`MSH`, `FHS`, `BHS`) declares in its fields 1 and 2; undefined where they
 * are missing, repeated or ambiguous. HL7 v2.7, section 2.5.4: component, repetition, escape, subcomponent,
 * truncation, in this order; the last ones may be left out.
 */
export function parseDelimiters(segment: string): Delimiters | undefined {
  const end = segment.indexOf(segment.charAt(3), 4);
  const declared = segment.slice(3, end < 0 ? segment.length : end);
  return declared === USUAL_SIGNS ? USUAL : settle(declared);
}

function settle(declared: string): Delimiters | undefined {
  const signs = [...declared];
  if (signs.length < 2 || signs.length > MOST_SIGNS || new Set(signs).size !== signs.length) return undefined;
  if (!signs.every((sign) => DELIMITER.test(sign))) return undefined;
  // Three signs of which the last is no backslash: whether it escapes or parts subcomponents is anybody's guess.
  if (signs.length === 4 && signs[3] !== '\\') return undefined;
  const [field, component, repetition, escape, subcomponent] = signs;
  return { field: field!, component: component!, repetition, escape, subcomponent };
}
