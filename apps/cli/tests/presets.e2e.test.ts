import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PRESETS } from '@contactpoint/presets';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { lastReport } from './json-lines.ts';
import { createTestTerminal } from './test-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'contactpoint-presets-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(PRESETS)(
  '$id reads its own sample from files named as the source names them',
  async ({ id, sample }) => {
    const files = Object.entries(sample).map(([name, text]) => {
      const path = join(folder, `2025_spring_${name}`);
      writeFileSync(path, text);
      return path;
    });
    const terminal = createTestTerminal();
    const quarantine = ['--quarantine', join(folder, 'quarantine')];
    expect(await runCli(['run', id, ...files, '--dry-run', '--json', ...quarantine], terminal)).toBe(0);
    const report = lastReport(terminal);
    expect(report.balance.ready).toBe(report.balance.read);
    expect(report.balance.read).toBeGreaterThan(0);
    expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);
