import { createError } from '@contactpoint/contract';
import { DOS_CODE_PAGES } from './dos-code-pages.ts';

/** How the bytes of a file are told from one another: UTF-8, one byte a character, or two bytes a UTF-16 unit. */
export type EncodingFamily = 'utf-8' | 'single-byte' | 'utf-16';

/** An encoding that files may be declared in. */
export interface Encoding {
  /** Its WHATWG name, or `cp437` or `cp850`. */
  readonly name: string;
  readonly family: EncodingFamily;
  /** The text of whole characters; throws a TypeError on bytes that are not valid in UTF-8 or UTF-16. */
  decode(bytes: Uint8Array): string;
}

const opened = new Map<string, Encoding>();

/** The encoding of this label (any WHATWG label, `cp437`, `cp850`); throws `file.encoding-unknown`. */
export function toEncoding(label: string): Encoding {
  const key = label.trim().toLowerCase();
  let encoding = opened.get(key);
  if (encoding === undefined) {
    encoding = openDosCodePage(key) ?? openWebEncoding(key);
    opened.set(key, encoding);
  }
  return encoding;
}

/** What the first bytes of a file say of its encoding: the mark's encoding and length in bytes. */
export function readByteOrderMark(
  bytes: Uint8Array,
): { readonly encoding: Encoding; readonly length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { encoding: toEncoding('utf-8'), length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: toEncoding('utf-16le'), length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: toEncoding('utf-16be'), length: 2 };
  return undefined;
}

function openDosCodePage(key: string): Encoding | undefined {
  const name = key.replace(/^(ibm|ccsid)/, 'cp');
  const upper = DOS_CODE_PAGES[name];
  if (upper === undefined) return undefined;
  const decode = (bytes: Uint8Array): string => {
    let text = '';
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80);
    return text;
  };
  return { name, family: 'single-byte', decode };
}

function openWebEncoding(label: string): Encoding {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch (cause) {
    throw createError('file.encoding-unknown', { values: { encoding: label }, cause });
  }
  const name = decoder.encoding;
  const family = familyOf(name);
  if (family === undefined) throw createError('file.encoding-unknown', { values: { encoding: label } });
  return { name, family, decode: (bytes) => decoder.decode(bytes) };
}

function familyOf(name: string): EncodingFamily | undefined {
  if (name === 'utf-8') return 'utf-8';
  if (name.startsWith('utf-16')) return 'utf-16';
  // The WHATWG single-byte encodings; the East Asian multi-byte ones have no place in English exports.
  return /^(windows-|iso-8859-|koi8-|macintosh|ibm866|x-mac-cyrillic)/.test(name) ? 'single-byte' : undefined;
}

/** UTF-16 bytes of a text, in the byte order of `utf-16le` or `utf-16be`, without a mark. */
export function encodeUtf16(text: string, name: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), name === 'utf-16le');
  return bytes;
}
