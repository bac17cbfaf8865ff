import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryFile, readAll, type Reading } from '../../../tests/memory-file.ts';
import { createCsv } from './read-csv.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const RUNS = process.env.CONTACTPOINT_CHECK === '1' ? 20_000 : 300;
const FIELDS = ['#1', '#2', '#3'];
const WHOLE = 1_000_000;

/** Reads rows of three columns, in which the byte 0xBF is one that no UTF-8 has; in one piece where nothing is said. */
function readChunked(
  rows: string,
  chunks: readonly number[] = [WHOLE],
  blockBytes = WHOLE,
): Promise<Reading> {
  const bytes = encode(`a,b,c\n${rows}`).map((byte) => (byte === 0xbf ? 0xff : byte));
  const format = createCsv({ delimiter: ',', encoding: 'utf-8', maxRecordBytes: 24, blockBytes });
  return readAll(format, createMemoryFile(bytes, chunks), FIELDS);
}

describe('csv under any chunking', () => {
  const soup = fc.array(
    fc.constantFrom(
      'a',
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      '\r',
      'é',
      '😀',
      '\0',
      'x,y,z\n',
      '"q","r"\n',
      '\u00ff',
    ),
    { maxLength: 60 },
  );

  it('gives the same rows, faults, places and issues, whatever the bytes, chunks and blocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        soup,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 8, max: 40 }),
        async (parts, sizes, blockBytes) => {
          const rows = parts.join('');
          expect(await readChunked(rows, sizes, blockBytes)).toEqual(await readChunked(rows));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['that ends with the last bytes that are held', 'a😀a😀aÿ😀😀"q","r"'],
    ['that ends long after them', 'a'.repeat(100)],
    ['with quotes that do not pair up in it', 'a😀"😀aÿ😀😀"q","r"'],
  ])('gives the same of a record beyond its limit %s', async (_, record) => {
    expect(await readChunked(`${record}\n`, [1], 14)).toEqual(await readChunked(`${record}\n`));
  });

  it('accounts for every byte: rows, faults and line ends are the whole file', async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (parts) => {
        const bytes = encode(`a,b,c\n${parts.join('')}`);
        const format = createCsv({ delimiter: ',', encoding: 'utf-8', blockBytes: 32 });
        const reading = await readAll(format, createMemoryFile(bytes), FIELDS);
        const ranges = [...reading.records, ...reading.unreadable].map(
          ({ place }) => (place as { bytes: [number, number] }).bytes,
        );
        ranges.sort(([a], [b]) => a - b);
        let at = 6;
        for (const [start, end] of ranges) {
          expect(Buffer.from(bytes.slice(at, start)).toString()).toMatch(/^[\r\n]*$/);
          at = end;
        }
        expect(Buffer.from(bytes.slice(at)).toString()).toMatch(/^[\r\n]*$/);
      }),
      { numRuns: RUNS },
    );
  });
});
