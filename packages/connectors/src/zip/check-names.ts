import type { ZipEntry } from './read-directory.ts';
import { refused } from './zip-errors.ts';

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const STORED = 0;
const DEFLATED = 8;
const FILE_TYPES = 0xf000;
const REGULAR = 0x8000;
const FOLDER = 0x4000;

/** Refuses entries that name a place outside the archive, clash with one another, or are no plain files. */
export function checkEntries(entries: readonly ZipEntry[], file: string): void {
  const seen = new Set<string>();
  for (const { name, flags, method, unixMode, unpackedBytes } of entries) {
    if (!isPlainName(name)) throw refused(file, 'the name of an entry leads out of it');
    // Where letters differ in case alone, which one is read would depend on the reader.
    const folded = name.normalize('NFC').toLowerCase();
    if (seen.has(folded)) throw refused(file, 'two of its entries have one name');
    seen.add(folded);
    if ((flags & ENCRYPTED) !== 0) throw refused(file, 'it is encrypted');
    if (method !== STORED && method !== DEFLATED)
      throw refused(file, 'it is packed in a way that is not known');
    const type = unixMode & FILE_TYPES;
    if (type !== 0 && type !== REGULAR && type !== FOLDER) throw refused(file, 'an entry is no plain file');
    // A folder is passed over, so whatever it held would be lost without a word.
    if (name.endsWith('/') && unpackedBytes > 0) throw refused(file, 'a folder in it holds data');
  }
}

function isPlainName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (name === '' || /[\0-\x1f\x7f\\]|^\/|^[A-Za-z]:/.test(name)) return false;
  return !name.split('/').some((part) => part === '..' || part === '.');
}
