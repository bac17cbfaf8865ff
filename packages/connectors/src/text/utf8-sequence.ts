/**
 * Length in bytes (2, 3 or 4) of the well-formed UTF-8 sequence that begins with the non-ASCII byte at `at`,
 * or 0 where there is none (Unicode 16, table 3-7). Reads up to three bytes further.
 */
export function utf8SequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return isContinuation(bytes[at + 1]) ? 2 : 0;
  if (!isSecond(lead, bytes[at + 1]!) || !isContinuation(bytes[at + 2])) return 0;
  if (lead < 0xf0) return 3;
  return isContinuation(bytes[at + 3]) ? 4 : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Overlong forms, surrogates and what lies beyond U+10FFFF are told by the second byte. */
function isSecond(lead: number, second: number): boolean {
  if (!isContinuation(second)) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead !== 0xf4 || second < 0x90;
}

/** How many UTF-16 units well-formed UTF-8 decodes to. */
export function utf16Length(bytes: Uint8Array): number {
  let units = 0;
  for (const byte of bytes) {
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}
