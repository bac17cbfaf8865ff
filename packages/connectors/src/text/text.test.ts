import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { encodeUtf16, toEncoding } from './encoding.ts';
import { rankEncodings } from './rank-encodings.ts';
import { TextPositions } from './text-positions.ts';
import { utf16Length, utf8SequenceLength } from './utf8-sequence.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('encodings', () => {
  it.each(['cp437', 'cp850'])('decode every byte of %s as iconv does', (name) => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(toEncoding(name).decode(bytes)).toBe(iconv.decode(Buffer.from(bytes), name));
  });

  it.each([
    ['UTF8', 'utf-8'],
    ['Latin1', 'windows-1252'],
    ['ISO-8859-1', 'windows-1252'],
    [' Windows-1252 ', 'windows-1252'],
    ['IBM850', 'cp850'],
    ['utf-16', 'utf-16le'],
  ])('know %s', (label, name) => {
    expect(toEncoding(label).name).toBe(name);
  });

  it.each(['utf-7', 'ebcdic', 'gb18030', 'shift_jis', '', '__proto__'])('refuse %j', (label) => {
    expect(() => toEncoding(label)).toThrow(expect.objectContaining({ code: 'file.encoding-unknown' }));
  });

  it.each(['utf-16le', 'utf-16be'])('write %s as they read it', (name) => {
    expect(toEncoding(name).decode(encodeUtf16('ŵ😀x', name))).toBe('ŵ😀x');
  });
});

describe('candidates for bytes that are not UTF-8', () => {
  const names = 'Siân Llŷr, Zoë O’Neill, François, Łukasz'.replace('ŷ', 'y').replace('Ł', 'L');
  it.each(['windows-1252', 'macintosh', 'cp850'])('put %s first for names written in it', (encoding) => {
    expect(
      rankEncodings(iconv.encode(names.replaceAll('’', encoding === 'cp850' ? "'" : '’'), encoding))[0],
    ).toBe(encoding);
  });
  it.each(['utf-16le', 'utf-16be'])('put %s first for its NULs', (encoding) => {
    expect(rankEncodings(iconv.encode('id,name\n', encoding, { addBOM: false }))[0]).toBe(encoding);
  });
});

describe('UTF-8', () => {
  it('is told from what is not as the platform decoder tells it', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const byte = fc.oneof(
      fc.integer({ min: 0x80, max: 0xff }),
      fc.constantFrom(0x41, 0xe0, 0xed, 0xf0, 0xf4, 0xc0),
    );
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 6 }), (values) => {
        const bytes = Uint8Array.from(values);
        let at = 0;
        while (at < bytes.length) {
          const length = bytes[at]! < 0x80 ? 1 : utf8SequenceLength(bytes, at);
          if (length === 0) break;
          at += length;
        }
        let isSound = true;
        try {
          decoder.decode(bytes);
        } catch {
          isSound = false;
        }
        expect(at === bytes.length).toBe(isSound);
      }),
      { numRuns: 3_000 },
    );
  });

  it('positions of decoded text are offsets of the file, block after block', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { minLength: 1, maxLength: 5 }),
        (blocks) => {
          const positions = new TextPositions('utf-8', 3);
          let [unit, byte] = [0, 3];
          for (const block of blocks.map((text) => text.toWellFormed())) {
            positions.enter({ text: block, bytes: encode(block) }, unit);
            for (const sign of block) {
              expect(positions.byteAt(unit)).toBe(byte);
              unit += sign.length;
              byte += encode(sign).length;
            }
            expect(positions.byteAt(unit)).toBe(byte);
            expect(utf16Length(encode(block))).toBe(block.length);
          }
        },
      ),
    );
  });
});
