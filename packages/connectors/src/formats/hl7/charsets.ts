import { toEncoding, type Encoding } from '../../text/encoding.ts';

/** What MSH-18 may call an encoding: HL7 table 0211, and what senders write in its place. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['UNICODE', 'utf-8'],
  ['UNICODE UTF-8', 'utf-8'],
  ['UTF8', 'utf-8'],
  ['CP1252', 'windows-1252'],
  ['CP850', 'cp850'],
  ['CP437', 'cp437'],
]);
const ISO_8859 = /^(?:ISO[ -]?)?8859[/-](\d{1,2})$/;

/** Whether MSH-18 claims plain ASCII, by saying so or by saying nothing. */
export function isAscii(charset: string): boolean {
  return charset === '' || /^(?:US-)?ASCII$|^ISO IR6$/i.test(charset);
}

/** The encoding that MSH-18 names; undefined for one that no reader of 8-bit text knows. */
export function parseCharset(charset: string): Encoding | undefined {
  const name = charset.trim().toUpperCase();
  const part = ISO_8859.exec(name)?.[1];
  try {
    const encoding = toEncoding(NAMES.get(name) ?? (part === undefined ? name : `iso-8859-${part}`));
    return encoding.family === 'utf-16' ? undefined : encoding;
  } catch {
    return undefined;
  }
}
