import type { Spill } from '../ports.ts';
import type { LedgerSuiteRunner } from './ledger-suite.ts';

/** What every spill must do. */
export function describeSpill(runner: LedgerSuiteRunner, create: () => Promise<Spill>): void {
  const { describe, equal } = runner;
  const it = (name: string, body: (spill: Spill) => Promise<void>) => {
    runner.it(name, async () => {
      const spill = await create();
      try {
        await body(spill);
      } finally {
        await spill.close();
      }
    });
  };
  const row = (key: string, text: string, table = 'workers') => ({ table, key, row: text });

  describe('spill', () => {
    it('gives the rows of each key in the order they came, for keys in the order asked', async (spill) => {
      await spill.put([row('b', '1'), row('a', '2'), row('b', '3')]);
      await spill.put([row('b', '4'), row('c', '5')]);
      equal(await spill.get('workers', ['b', 'nobody', 'a', 'b']), [
        ['1', '3', '4'],
        [],
        ['2'],
        ['1', '3', '4'],
      ]);
      equal(await spill.get('workers', []), []);
    });
    it('keeps tables apart', async (spill) => {
      await spill.put([row('a', '1', 'one'), row('a', '2', 'two')]);
      equal(await spill.get('two', ['a']), [['2']]);
      equal(await spill.get('three', ['a']), [[]]);
    });
    it('takes any text', async (spill) => {
      const odd = ['"\\', "'; drop table row; --", 'Siân \u{1F9D2}', '', '\u0000x', '[1]'];
      await spill.put(odd.map((text) => row(text, text)));
      equal(
        await spill.get('workers', odd),
        odd.map((text) => [text]),
      );
    });
    it('counts the rows that nobody asked for', async (spill) => {
      await spill.put([row('a', '1'), row('b', '2'), row('b', '3'), row('c', '4'), row('c', '5', 'other')]);
      await spill.get('workers', ['a', 'nobody']);
      await spill.get('workers', ['a', 'c']);
      equal(
        [await spill.unasked('workers'), await spill.unasked('other'), await spill.unasked('none')],
        [2, 1, 0],
      );
    });
  });
}
