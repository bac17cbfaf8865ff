import { expect, test } from 'vitest';
import { guardCell, toCsvLine, unguardCell } from './csv-line.ts';

test.each([
  [['1', undefined, 'O"Neill, Siân'], '1,,"O""Neill, Siân"\r\n'],
  [[' a', 'b ', 'two\nlines'], '" a","b ","two\nlines"\r\n'],
  [['=1+1', '+44 1632', '-', '@x', "'=1"], "'=1+1,'+44 1632,'-,'@x,''=1\r\n"],
])('%j is the line %j', (cells, want) => expect(toCsvLine(cells)).toBe(want));

test.each(['', 'Ann', "O'Neill", "'tis", '=1', "'=1", "''+2", '-5', '@', '\tx'])(
  '%j comes back as it was, and a spreadsheet never runs it',
  (cell) => {
    expect(guardCell(cell)).not.toMatch(/^[=+\-@\t\r]/);
    expect(unguardCell(guardCell(cell))).toBe(cell);
  },
);
