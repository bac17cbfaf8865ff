/** Where a row stands in a document: bytes, the end exclusive. */
export type Span = readonly [start: number, end: number];

/** Formats whose documents are nothing but their records, one after another, each ended so. */
const RECORD_ENDS: Readonly<Record<string, number>> = { hl7: 0x0d, ndjson: 0x0a };
/** Formats of which a record can be taken out and the rest read as before. */
const CUTTABLE: ReadonlySet<string> = new Set(['csv', 'fixed-width', 'xml', 'json', 'fhir']);

/** Whether the records of several documents of this format may stand in one file. */
export function isAppendable(format: string): boolean {
  return Object.hasOwn(RECORD_ENDS, format);
}

/** A document with these of its records and no others, to be read as the whole was; whole where that cannot be done. */
export function cutDocument(
  document: Uint8Array,
  format: string,
  rows: { readonly kept: readonly Span[]; readonly others: readonly Span[] },
): Uint8Array {
  const end = RECORD_ENDS[format];
  if (end !== undefined)
    return Buffer.concat(rows.kept.flatMap(([from, to]) => [document.subarray(from, to), Buffer.of(end)]));
  return CUTTABLE.has(format) ? leaveOut(document, rows.others, isJson(document, format)) : document;
}

function isJson(document: Uint8Array, format: string): boolean {
  return format === 'json' || (format === 'fhir' && document[skipSpace(document, 0)] === BRACE);
}

const BRACE = 0x7b;

function leaveOut(document: Uint8Array, spans: readonly Span[], hasCommas: boolean): Uint8Array {
  let parts: Uint8Array[] = [];
  let at = 0;
  for (const [from, to] of spans.toSorted((left, right) => left[0] - right[0])) {
    parts.push(document.subarray(at, from));
    at = to;
    if (!hasCommas) continue;
    // The comma behind an element goes with it; without one it was the last, and the comma before it goes.
    const next = skipSpace(document, to);
    if (document[next] === COMMA) at = next + 1;
    else parts = [dropComma(Buffer.concat(parts))];
  }
  return Buffer.concat([...parts, document.subarray(at)]);
}

const COMMA = 0x2c;

function dropComma(text: Uint8Array): Uint8Array {
  const comma = text.findLastIndex((byte) => !isSpace(byte));
  return text[comma] === COMMA ? text.subarray(0, comma) : text;
}

function skipSpace(document: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(document[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
