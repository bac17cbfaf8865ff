import type { Input } from '@contactpoint/adapter';
import { describe, expect, test } from 'vitest';
import { readFrame } from './read-frame.ts';

const frameOf = (chunks: readonly Uint8Array[], input: Partial<Pick<Input, 'format' | 'options'>> = {}) => {
  const file = {
    name: 'children.csv',
    async *open() {
      yield* chunks;
    },
  };
  return readFrame(file, { format: 'csv', options: {}, ...input });
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\u{FEFF}${text}`, 'utf16le');

describe('readFrame', () => {
  test.each<[string, readonly Uint8Array[], Input['options'], Uint8Array, Uint8Array]>([
    ['a header', [latin1('Id;Siân\r\n1;a')], {}, latin1('Id;Siân\r\n'), latin1('\r\n')],
    ['a header cut in two', [latin1('Id\r'), latin1('\n1')], {}, latin1('Id\r\n'), latin1('\r\n')],
    ['line feeds alone', [latin1('Id\n1\n')], {}, latin1('Id\n'), latin1('\n')],
    ['returns alone', [latin1('Id\r1\r')], {}, latin1('Id\r'), latin1('\r')],
    ['titles', [latin1('Title\n\nId\n1\n')], { skipLines: '2' }, latin1('Title\n\nId\n'), latin1('\n')],
    ['no header', [latin1('1\n2\n')], { header: 'false' }, latin1(''), latin1('\n')],
    ['two bytes a letter', [utf16('Id\r\n1')], {}, utf16('Id\r\n'), Buffer.from('\r\n', 'utf16le')],
    [
      'two bytes, the high one first',
      [utf16('Id\n1').swap16()],
      {},
      utf16('Id\n').swap16(),
      Uint8Array.of(0, 0x0a),
    ],
    [
      'two bytes a letter without a header',
      [utf16('1\n2')],
      { header: 'false' },
      utf16(''),
      Uint8Array.of(0x0a, 0),
    ],
  ])('finds %s', async (_, chunks, options, head, end) => {
    const frame = await frameOf(chunks, { options });
    expect(frame && [Buffer.from(frame.head), Buffer.from(frame.end)]).toEqual([
      Buffer.from(head),
      Buffer.from(end),
    ]);
  });

  test.each([
    ['fixed-width', {}, '\r\n'],
    ['fixed-width', { lines: 'false' }, ''],
    ['ndjson', {}, '\n'],
    ['hl7', {}, '\r'],
    ['xlsx', {}, undefined],
    ['xml', {}, undefined],
    ['json', {}, undefined],
  ])('knows what ends a row of %s', async (format, options, end) => {
    const frame = await frameOf([], { format, options });
    expect(frame && Buffer.from(frame.end).toString()).toBe(end);
  });
});
