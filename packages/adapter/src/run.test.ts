import type { CanonicalRecord } from '@contactpoint/contract';
import { describe, expect, it } from 'vitest';
import { sourcesOf } from '../tests/test-line.ts';
import { MAPPING, optionsFor, row, TestQuarantine, to } from '../tests/test-run.ts';
import type { Check, Source } from './ports.ts';
import type { Progress } from './run-options.ts';
import { runMapping } from './run.ts';
import { TestDirectory } from './suite/test-directory.ts';

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
