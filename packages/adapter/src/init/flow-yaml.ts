/** A value as the mapping language writes it on one line. */
export type FlowValue =
  string | number | boolean | readonly FlowValue[] | { readonly [name: string]: FlowValue | undefined };

/**
 * Texts that YAML takes as they stand inside a flow: a letter first, then nothing that flows or comments are
 * made of.
 */
const PLAIN_PATTERN = /^[\p{L}_][\p{L}\p{N}_./()+-]*( [\p{L}\p{N}_./()+-]+)*$/u;

/** Writes a value in flow style: `{ from: DOB, formats: [dd/MM/yyyy] }`. What is undefined is left out. */
export function toFlow(value: FlowValue): string {
  if (typeof value === 'string') return PLAIN_PATTERN.test(value) ? value : quote(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(toFlow).join(', ')}]`;
  const fields = Object.entries(value).flatMap(([name, of]) =>
    of === undefined ? [] : [`${toFlow(name)}: ${toFlow(of)}`],
  );
  return `{ ${fields.join(', ')} }`;
}

function quote(text: string): string {
  return /\p{Cc}/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
