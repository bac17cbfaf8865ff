import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import type { CanonicalRecord } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { lastReport } from './json-lines.ts';
import { createTestTerminal } from './test-terminal.ts';
import { encodeAs, writeLayout, type Layout, type Row } from './write-layout.ts';

const RUNS = process.env['CONTACTPOINT_CHECK'] === '1' ? 100 : 5;
const PATIENCE = { timeout: 600_000 };

const root = mkdtempSync(join(tmpdir(), 'contactpoint-metamorphic-test-'));
let server: ReferenceServer;
beforeAll(async () => {
  server = await startReferenceServer({
    db: `sqlite:${join(root, 'directory.sqlite')}`,
    sources: ['shapes'],
  });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const CHILDREN = 40;
const two = (value: number) => String(value).padStart(2, '0');
const pick = (list: readonly string[], row: number) => list[row % list.length] ?? '';

/** Invented people with all that a file can make of them: signs that separate, quotes, accents, wrong values. */
const EXPORT: Readonly<Record<string, readonly Row[]>> = {
  children: Array.from({ length: CHILDREN }, (_, row) => ({
    CaseID: `C${100 + row}`,
    Family: pick(['O’Neill', 'Ng, junior', 'Smith; Jones', 'de “Vries”', 'Brontë', 'Bar|Tab\tson'], row),
    Given: pick(['Siân', 'Zoë', 'Ann "Nan" Mary', 'D’Arcy', 'François'], row),
    Born: row % 9 === 4 ? '31/02/2014' : `${two(1 + (row % 28))}/${two(1 + (row % 12))}/${2010 + (row % 12)}`,
    Sex: row % 11 === 5 ? '?' : pick(['F', 'M'], row),
    NHS: row % 7 === 3 ? '9990000019' : '',
  })),
  homes: Array.from({ length: CHILDREN * 2 }, (_, row) => ({
    CaseID: `C${100 + (row % (CHILDREN + 2))}`,
    Street: `${1 + row} Mere Lane, "The Willows"`,
    Town: pick(['Northmere', 'Southmere; East'], row),
    // Two homes of one day: which of them counts must not hang on their order.
    Since: `2025-0${1 + (row % 3)}-01`,
  })),
  workers: Array.from({ length: CHILDREN }, (_, row) => ({
    CaseID: `C${100 + ((row * 7) % CHILDREN)}`,
    Allocation: `A${row}`,
    RowId: String(5000 + row),
    Worker: pick(['Priya Nair', 'Zoë Bell', 'François'], row),
    Telephone: row % 13 === 6 ? 'n/a' : `01632 960${100 + row}`,
  })),
};

const PLAIN: Layout = { delimiter: ',', quoting: 'needed', lineEnd: '\n', encoding: 'utf-8' };

function mappingOf({ encoding }: Layout): string {
  const format = `format: csv${encoding.startsWith('utf-8') ? '' : `, encoding: ${encoding}`}`;
  return `mapping: 1
name: Rows in many shapes
source: { system: shapes }
inputs:
  children: { ${format}, file: 'children*.csv', key: CaseID }
  homes: { ${format}, file: 'homes*.csv', on: CaseID, latestBy: { from: Since, as: date } }
  workers: { ${format}, file: 'workers*.csv', on: CaseID, many: true }
record: { each: children, id: CaseID, suppliedAt: { constant: '2026-11-20T02:00:00Z' } }
child:
  names: [{ use: current, given: [Given], family: Family }]
  dateOfBirth: { from: Born, formats: dd/MM/yyyy }
  gender: { from: Sex, codes: { F: female, M: male }, otherwise: hold }
  addresses: [{ use: current, lines: [homes.Street], town: homes.Town }]
  identifiers: [{ type: nhsNumber, value: NHS }]
involvements:
  - each: workers
    id: Allocation
    contactId: { from: RowId, volatile: true }
    service: { category: socialCare }
    practitioner: { name: { family: Worker } }
    contact: { telephone: [Telephone] }
policy: { onIssue: send, errorIf: 100% }
`;
}

/** Another shape of the same export. */
interface Shape extends Layout {
  /** Orders of rows and columns, and where a file ends and the next one begins. */
  readonly order: number;
  readonly files: number;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quoting: fc.constantFrom('needed', 'all'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'utf-8-bom', 'utf-16le', 'windows-1252'),
  order: fc.integer({ min: 1, max: 1_000_000 }),
  files: fc.integer({ min: 1, max: 3 }),
});

/** The same items in an order that hangs on a number alone. */
function reorder<T>(items: readonly T[], order: number): readonly T[] {
  const rank = (index: number) => Math.imul(index + 1, order * 2 + 1) >>> 0;
  return items
    .map((item, index) => [rank(index), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** Writes mapping and export in a shape; the folder. */
function writeExport(shape: Shape | Layout, rows = EXPORT): string {
  const folder = mkdtempSync(join(root, 'shape-'));
  const { order, files } = { order: 0, files: 1, ...shape };
  writeFileSync(join(folder, 'mapping.yaml'), mappingOf(shape));
  for (const [name, all] of Object.entries(rows)) {
    const columns = reorder(Object.keys(all[0] ?? {}), order);
    const shuffled = order === 0 ? all : reorder(all, order);
    for (let file = 0; file < files; file += 1) {
      const part = shuffled.filter((_, index) => index % files === file);
      writeFileSync(
        join(folder, `${name}${file}.csv`),
        encodeAs(writeLayout(part, columns, shape), shape.encoding),
      );
    }
  }
  return folder;
}

async function run(folder: string, ...words: readonly string[]): Promise<RunReport> {
  const terminal = createTestTerminal({ realTime: true });
  const quarantine = ['--quarantine', join(folder, 'quarantine')];
  const code = await runCli(
    ['run', join(folder, 'mapping.yaml'), ...words, ...quarantine, '--json'],
    terminal,
  );
  expect(code, terminal.people.text).toBe(0);
  return lastReport(terminal);
}

/** Lists in an order of their own: that of rows in a file says nothing. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(inOrder).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, inOrder(inner)]));
}

/** All that becomes of an export but places and times. */
async function becomes(folder: string): Promise<unknown> {
  const out = join(folder, 'records.ndjson');
  const report = await run(folder, '--out', out);
  const records = readFileSync(out, 'utf8').trimEnd().split('\n');
  const { balance, inputs, withErrors, fields, issues, verdict } = report;
  return {
    records: inOrder(records.map((line) => JSON.parse(line) as CanonicalRecord)),
    report: { balance, inputs, withErrors, fields, verdict },
    // That a delimiter was found says of the shape what it is.
    issues: issues
      .filter(({ code }) => code !== 'csv.delimiter-detected')
      .map((issue) => ({ ...issue, places: issue.places.length })),
  };
}

describe('an export in another shape', () => {
  test('becomes the same records, counts and causes: only places differ', PATIENCE, async () => {
    const plain = await becomes(writeExport(PLAIN));
    expect(plain).toMatchObject({ report: { balance: { read: CHILDREN } } });
    const property = fc.asyncProperty(shapes, async (shape) => {
      expect(await becomes(writeExport(shape))).toEqual(plain);
    });
    await fc.assert(property, { numRuns: RUNS });
  });

  test('sends nothing to a directory that has it, whatever its volatile ids are now', PATIENCE, async () => {
    const state = ['--credentials', server.credentialsFile ?? '', '--state', join(root, 'state.sqlite')];
    const first = await run(writeExport(PLAIN), ...state);
    const sent = first.balance.outcomes.created ?? 0;
    expect(sent).toBeGreaterThan(CHILDREN / 2);
    const property = fc.asyncProperty(shapes, async (shape) => {
      const workers = (EXPORT['workers'] ?? []).map((row, index) => ({
        ...row,
        RowId: String(9000 + ((index * shape.order) % 977)),
      }));
      const report = await run(writeExport(shape, { ...EXPORT, workers }), ...state);
      expect(report.balance).toEqual({ ...first.balance, outcomes: {}, unchanged: sent });
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
