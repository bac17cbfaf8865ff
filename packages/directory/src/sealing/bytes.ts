// Neither the core's compiler library nor a clock-free runtime names these, yet every runtime has them.
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** UTF-8. */
export const toBytes = (text: string): Uint8Array => encoder.encode(text);
/** Text of UTF-8 bytes. */
export const toText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const letters = Math.min(bytes.length - at, 3) + 1;
    for (let letter = 0; letter < letters; letter += 1) text += ALPHABET[(group >> (18 - 6 * letter)) & 63];
  }
  return text;
}

/** The bytes of base64url without padding; what is not of its letters counts as zeroes. */
export function fromBase64url(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  const sixth = (at: number): number => Math.max(ALPHABET.indexOf(text.charAt(at)), 0);
  for (let [from, to] = [0, 0]; to < bytes.length; [from, to] = [from + 4, to + 3]) {
    const last = sixth(from + 3) * Number(from + 3 < text.length);
    const third = sixth(from + 2) * Number(from + 2 < text.length);
    const group = (sixth(from) << 18) | (sixth(from + 1) << 12) | (third << 6) | last;
    bytes.set([group >> 16, (group >> 8) & 255, group & 255].slice(0, bytes.length - to), to);
  }
  return bytes;
}

/** One array after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
