import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rows } from '../tests/test-line.ts';
import { NOTE, optionsFor, row, TestQuarantine, to } from '../tests/test-run.ts';
import { runMapping } from './run.ts';
import { TestDirectory } from './suite/test-directory.ts';

describe('whatever the export', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'F',
      'M',
      '?',
      'adult',
      '09/03/2014',
      '31/11/2014',
      'R820910318001',
      'UN4',
      'r1',
      'r2',
      '\u0007',
      ' ',
    ),
    fc.string({ maxLength: 12 }),
  );
  const rowOf = fc.record({ Id: cell, Family: cell, DOB: cell, Sex: cell, UPN: cell, Kind: cell });
  const noteOf = fc.record({ Id: cell, Town: cell });
  const seeded = { numRuns: process.env['CONTACTPOINT_CHECK'] ? 5000 : 200, verbose: true };

  it('every row is accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rowOf, { maxLength: 30 }),
        fc.array(noteOf, { maxLength: 10 }),
        async (rows, notes) => {
          const directory = new TestDirectory();
          const quarantine = new TestQuarantine();
          const all = { rows: [row(0), ...rows], notes: [NOTE, ...notes] };
          const report = await runMapping(optionsFor(all, { to: to(directory), quarantine, batchSize: 3 }));
          const { balance } = report;
          const sent = Object.values(balance.outcomes).reduce((sum, count) => sum + count, 0);
          expect(balance.read).toBe(rows.length + 1);
          expect(sent + balance.quarantined + balance.leftOut).toBe(rows.length + 1);
          expect(quarantine.rows).toHaveLength(balance.quarantined);
          const received = directory.requests.flatMap(({ recordIds }) => recordIds);
          expect(received).toHaveLength(sent - (balance.outcomes['duplicate-in-batch'] ?? 0));
          expect(new Set(received).size).toBe(received.length);
        },
      ),
      seeded,
    );
  });

  it('the order of its rows and columns changes nothing but places', async () => {
    // Of rows with one id the first counts, whichever that is.
    const distinct = fc
      .uniqueArray(rowOf, { selector: ({ Id }) => Id.trim(), maxLength: 20 })
      .map((rows) => rows.filter(({ Id }) => Id.trim() !== 'r0'));
    const contents = async (all: Rows) => {
      const directory = new TestDirectory();
      const { issues, balance } = await runMapping(optionsFor(all, { to: to(directory), batchSize: 4 }));
      const counts = issues.map(({ code, column, count }) => `${code} ${column} ${count}`).sort();
      return { contents: sortLists(directory.contents), counts, balance };
    };
    await fc.assert(
      fc.asyncProperty(distinct, fc.array(noteOf, { maxLength: 10 }), async (rows, notes) => {
        const plain = { rows: [row(0), ...rows], notes: [NOTE, ...notes] };
        const turned = {
          rows: [...plain.rows.map(turnColumns)].reverse(),
          notes: [...plain.notes.map(turnColumns)].reverse(),
        };
        expect(await contents(turned)).toEqual(await contents(plain));
      }),
      seeded,
    );
  });
});

function turnColumns<T extends object>(of: T): T {
  return Object.fromEntries(Object.entries(of).reverse()) as T;
}

/** Lists of objects come in the order of the rows that they are made from. */
function sortLists(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sortLists).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, sortLists(of)]));
}
