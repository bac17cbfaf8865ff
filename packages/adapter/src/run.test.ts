import { createError, isContactPointError, type CanonicalRecord } from '@contactpoint/contract';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMapping, type Rows, sourcesOf } from '../tests/test-line.ts';
import type { Check, Quarantine, QuarantinedRow, Source } from './ports.ts';
import { renderReport } from './report/render-report.ts';
import type { RunReport } from './report/run-report.ts';
import type { Progress, RunOptions } from './run-options.ts';
import { runMapping } from './run.ts';
import { TestDirectory } from './suite/test-directory.ts';
import { createTestWorld } from './suite/test-world.ts';

const MAPPING = `mapping: 1
name: Test
source: { system: test }
inputs:
  rows: { format: csv, key: Id }
  notes: { format: csv, on: Id, many: true }
record: { each: rows, id: Id, when: { column: Kind, isNot: [adult] } }
child:
  names: [{ family: Family }]
  dateOfBirth: { from: DOB, formats: dd/MM/yyyy }
  gender: { from: Sex, codes: { F: female }, otherwise: hold }
  identifiers: [{ type: upn, value: UPN }]
  addresses: [{ each: notes, town: Town }]
`;

const row = (id: number, over: Readonly<Record<string, string>> = {}) => ({
  Id: `r${id}`,
  Family: `Family ${id}`,
  DOB: '09/03/2014',
  Sex: 'F',
  UPN: '',
  Kind: 'child',
  ...over,
});
const NOTE = { Id: 'r1', Town: 'Northmere' };

function optionsFor(rows: Rows, over: Partial<RunOptions> & { readonly text?: string } = {}): RunOptions {
  const { text = MAPPING, ...options } = over;
  return {
    mapping: readMapping(text),
    sources: sourcesOf({ notes: [NOTE], ...rows }),
    world: createTestWorld(createNodeCrypto()),
    ...options,
  };
}

const to = (sink: TestDirectory) => ({ kind: 'directory', sink }) as const;

class TestQuarantine implements Quarantine {
  readonly rows: QuarantinedRow[] = [];
  put(rows: readonly QuarantinedRow[]): Promise<void> {
    this.rows.push(...rows);
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('runMapping', () => {
  it('says in a dry run what it would send', async () => {
    const report = await runMapping(
      optionsFor({ rows: [row(1), row(2, { Kind: 'adult' }), row(3, { Sex: '?' })] }),
    );
    expect(report).toMatchObject({
      mode: 'dry-run',
      verdict: 'over-threshold',
      balance: { read: 3, ready: 1, leftOut: 1, quarantined: 1 },
      inputs: [
        { name: 'notes', role: 'joined', rows: 1, unmatched: 0 },
        { name: 'rows', role: 'records', rows: 3 },
      ],
    });
  });

  it('writes records to a file in place of sending them', async () => {
    const written: CanonicalRecord[] = [];
    const writer = {
      write: (records: readonly CanonicalRecord[]) => Promise.resolve(void written.push(...records)),
    };
    const report = await runMapping(optionsFor({ rows: [row(1), row(2)] }, { to: { kind: 'file', writer } }));
    expect(report.balance.written).toBe(2);
    expect(written[0]).toEqual({
      source: { system: 'test', recordId: 'r1', suppliedAt: '2026-11-20T02:00:01Z' },
      operation: 'upsert',
      completeness: 'full',
      child: {
        names: [{ family: 'Family 1' }],
        dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
        gender: 'female',
        addresses: [{ town: 'Northmere' }],
      },
    });
  });

  it('puts rows that must wait into the quarantine in their sender’s own layout', async () => {
    const quarantine = new TestQuarantine();
    const rows = [row(1), row(2, { Sex: '?' }), row(3, { Family: 'Bell\u0007' }), row(4, { Id: '' })];
    const report = await runMapping(optionsFor({ rows }, { quarantine, to: to(new TestDirectory()) }));
    expect(report.balance).toMatchObject({ read: 4, quarantined: 3, outcomes: { created: 1 } });
    expect(
      quarantine.rows.map(({ place, issues }) => [place.row, ...issues.map(({ code }) => code)]),
    ).toEqual([
      [2, 'mapping.held-code'],
      [3, 'record.illegal-character'],
      [4, 'mapping.no-record-id'],
    ]);
    expect(quarantine.rows[0]?.columns).toEqual(Object.keys(row(1)));
    expect(quarantine.rows[0]?.values).toEqual(Object.values(rows[1] ?? {}));
  });

  it('makes one line of a text with line breaks, for nobody is set aside for how an address was quoted', async () => {
    const written: CanonicalRecord[] = [];
    const writer = {
      write: (records: readonly CanonicalRecord[]) => Promise.resolve(void written.push(...records)),
      close: () => Promise.resolve(),
    };
    const text = MAPPING.replace(
      'addresses: [{ each: notes, town: Town }]',
      `addresses:
    - { each: notes, town: Town }
    - { lines: [Home], town: { from: Home, steps: [upper] }, county: { from: [Home, UPN] } }
    - { lines: [{ from: Home, steps: [{ split: "\\n" }] }] }`,
    );
    const rows = [row(1, { Home: 'Flat 2 \r\n 1 Mere Lane\tNorthmere', Family: "O'Neill\nHartley" })];
    const notes = [{ Id: 'r1', Town: 'Northmere\nNorth' }];
    const report = await runMapping(optionsFor({ rows, notes }, { text, to: { kind: 'file', writer } }));
    expect(report.issues).toEqual([]);
    expect(written[0]?.child).toMatchObject({
      names: [{ family: "O'Neill Hartley" }],
      addresses: [
        { town: 'Northmere North' },
        {
          lines: ['Flat 2 1 Mere Lane Northmere'],
          town: 'FLAT 2 1 MERE LANE NORTHMERE',
          county: 'Flat 2 1 Mere Lane Northmere',
        },
        { lines: ['Flat 2', '1 Mere Lane Northmere'] },
      ],
    });
  });

  it('leads a trouble of the record back to its column', async () => {
    const report = await runMapping(optionsFor({ rows: [row(1, { Family: 'x'.repeat(200) })] }));
    expect(report.issues).toMatchObject([
      {
        code: 'record.too-long',
        column: 'Family',
        path: '/child/names/*/family',
        places: [{ file: 'rows.csv', row: 1 }],
      },
    ]);
  });

  it('counts rows that cannot be read, keeps their bytes, and goes on', async () => {
    const whole = sourcesOf({ rows: [row(1)] }).get('rows') as Source;
    const raw = new TextEncoder().encode('a"b');
    const source: Source = {
      layouts: () => whole.layouts(),
      async *read(options) {
        for await (const batch of whole.read(options)) {
          const place = { file: 'rows.csv', row: 2 };
          const issue = { code: 'csv.stray-quote', severity: 'error', message: 'A quote.' } as const;
          yield { ...batch, unreadable: [{ place, issue, raw }] };
        }
      },
    };
    const quarantine = new TestQuarantine();
    const options = optionsFor({ rows: [] }, { quarantine });
    const report = await runMapping({ ...options, sources: new Map([...options.sources, ['rows', source]]) });
    expect(report.balance).toMatchObject({ read: 2, ready: 1, quarantined: 1 });
    expect(quarantine.rows).toMatchObject([{ raw, place: { row: 2 } }]);
  });

  it('runs further checks over whole batches and keeps back what they refuse', async () => {
    const check: Check = {
      check: (records) =>
        records.map(({ source }) =>
          source.recordId === 'r2'
            ? [
                {
                  code: 'quality.test',
                  severity: 'error',
                  message: 'Refused.',
                  path: '/child/names/0/family',
                },
              ]
            : [],
        ),
    };
    const report = await runMapping(optionsFor({ rows: [row(1), row(2), row(3)] }, { checks: [check] }));
    expect(report.balance).toMatchObject({ ready: 2, quarantined: 1 });
    expect(report.issues).toMatchObject([{ code: 'quality.test', column: 'Family' }]);
  });

  it('counts what receipts say, at the row they are about', async () => {
    const directory = new TestDirectory();
    directory.issuesOf = () => [{ code: 'directory.something', severity: 'warning', message: 'Something.' }];
    const report = await runMapping(optionsFor({ rows: [row(1), row(2)] }, { to: to(directory) }));
    expect(report.matches).toEqual({ new: 2 });
    expect(report.issues).toMatchObject([
      { code: 'directory.something', from: 'directory', count: 2, places: [{ row: 1 }, { row: 2 }] },
    ]);
  });

  it('refuses a mapping that does not fit, before any record is read', async () => {
    const options = optionsFor({ rows: [{ Id: '1' }] });
    await expect(runMapping(options)).rejects.toMatchObject({
      code: 'run.mapping-refused',
      recovery: 'abort',
      where: expect.stringContaining('mapping.yaml:7:') as string,
    });
  });

  it('tells how far it is', async () => {
    const seen: Progress[] = [];
    await runMapping(
      optionsFor({ rows: [row(1), row(2)] }, { onProgress: (progress) => seen.push(progress) }),
    );
    expect(seen).toMatchObject([{ step: 'send', read: 2 }]);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(runMapping(optionsFor({ rows: [row(1)] }, { signal: controller.signal }))).rejects.toThrow(
      /abort/i,
    );
  });
});

describe('policies', () => {
  const rows = [row(1), row(2, { Sex: '?' }), row(3)];

  it('stop at the first error when the mapping says so', async () => {
    const text = `${MAPPING}policy: { onIssue: stop }`;
    await expect(runMapping(optionsFor({ rows }, { text }))).rejects.toMatchObject({
      code: 'run.stopped-on-issue',
      message: expect.stringContaining('Row 2 of rows.csv') as string,
    });
  });

  it('send nothing of an export with an error when it is all or nothing', async () => {
    const directory = new TestDirectory();
    const text = `${MAPPING}policy: { allOrNothing: true }`;
    const report = await runMapping(optionsFor({ rows }, { text, to: to(directory) }));
    expect(report.verdict).toBe('stopped');
    expect(report.stops[0]?.sentence).toBe(
      '1 of 3 rows have an error, and the mapping says that all are sent or none.',
    );
    expect(directory.requests).toEqual([]);
  });

  it.each([
    ['30%', 'over-threshold'],
    ['34%', 'done'],
  ])('with a threshold of %s end as %s', async (share, verdict) => {
    const text = `${MAPPING}policy: { errorIf: ${share} }`;
    expect((await runMapping(optionsFor({ rows }, { text }))).verdict).toBe(verdict);
  });
});

describe('sending', () => {
  const rows = Array.from({ length: 10 }, (_, index) => row(index));
  const refuse = (recovery: 'retry' | 'skip' | 'abort', retryAfterInMs?: number) => {
    const error = createError('run.receipts-missing', {
      ...(retryAfterInMs !== undefined && { retryAfterInMs }),
    });
    return Object.assign(error, { recovery });
  };

  it('goes in batches, never more at once than allowed', async () => {
    const directory = new TestDirectory();
    let [now, most] = [0, 0];
    const sink = {
      async submit(...args: Parameters<TestDirectory['submit']>) {
        most = Math.max(most, (now += 1));
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return directory.submit(...args);
      },
    };
    const options = { batchSize: 2, concurrency: 3, to: { kind: 'directory', sink } } as const;
    await runMapping(optionsFor({ rows }, options));
    expect(directory.requests.map(({ recordIds }) => recordIds.length)).toEqual([2, 2, 2, 2, 2]);
    expect(most).toBe(3);
  });

  it('tries again under the same id after what may pass, waiting longer each time or as long as asked', async () => {
    const directory = new TestDirectory();
    let tries = 0;
    directory.afterRequest = () => {
      tries += 1;
      if (tries <= 3) throw refuse('retry', tries === 2 ? 7000 : undefined);
    };
    const world = createTestWorld(createNodeCrypto());
    const report = await runMapping(optionsFor({ rows }, { to: to(directory), world }));
    expect(report.balance.outcomes).toEqual({ created: 10 });
    expect(new Set(directory.requests.map(({ requestId }) => requestId)).size).toBe(1);
    expect(world.pauses).toEqual([1000, 7000, 16_000]);
  });

  it('gives up after five tries', async () => {
    const directory = new TestDirectory();
    directory.beforeRequest = () => {
      throw refuse('retry');
    };
    const error: unknown = await runMapping(optionsFor({ rows }, { to: to(directory) })).catch(
      (caught: unknown) => caught,
    );
    expect(isContactPointError(error)).toBe(true);
  });

  it('keeps the records of a refused request back and goes on', async () => {
    const directory = new TestDirectory();
    let requests = 0;
    directory.beforeRequest = () => {
      if ((requests += 1) === 2) throw refuse('skip');
    };
    const quarantine = new TestQuarantine();
    const options = { to: to(directory), batchSize: 5, concurrency: 1, quarantine } as const;
    const report = await runMapping(optionsFor({ rows }, options));
    expect(report.balance).toMatchObject({ outcomes: { created: 5 }, quarantined: 5 });
    expect(quarantine.rows).toHaveLength(5);
  });

  it('fails when a request is answered with too few receipts', async () => {
    const sink = { submit: () => Promise.resolve([]) };
    await expect(runMapping(optionsFor({ rows }, { to: { kind: 'directory', sink } }))).rejects.toMatchObject(
      {
        code: 'run.receipts-missing',
      },
    );
  });
});

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

describe('the report', () => {
  const canaries = {
    Family: 'Quetzalcoatl\u0007',
    DOB: '32/13/2014 canary',
    UPN: 'CANARY-UPN',
    Sex: 'canary-sex',
  };
  const reportOf = async (): Promise<RunReport> => {
    const rows = [row(1, canaries), row(2, { ...canaries, Sex: 'F' }), row(3)];
    return runMapping(optionsFor({ rows }, { to: to(new TestDirectory()) }));
  };

  it('holds no value of any record', async () => {
    const report = await reportOf();
    const text = JSON.stringify(report) + renderReport(report);
    for (const canary of ['Quetzal', '32/13', 'CANARY', 'canary-sex', 'r1', 'Family 3'])
      expect(text).not.toContain(canary);
    expect(text).toContain('rows.csv');
  });

  it('is one page that asks for nothing else and escapes what it shows', async () => {
    const report = await reportOf();
    const page = renderReport({ ...report, mapping: { name: '<script>alert(1)</script>', file: '"&' } });
    expect(page).not.toMatch(/<script|src=|href=|url\(|@import/);
    expect(page).toContain('&lt;script&gt;');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain('<th scope="row">Kept back for repair</th>');
  });

  it('can be stored: JSON and back is the same', async () => {
    const report = await reportOf();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
