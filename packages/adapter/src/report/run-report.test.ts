import { describe, expect, it } from 'vitest';
import { optionsFor, row, to } from '../../tests/test-run.ts';
import { runMapping } from '../run.ts';
import { TestDirectory } from '../suite/test-directory.ts';
import { renderReport } from './render-report.ts';
import type { RunReport } from './run-report.ts';

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
