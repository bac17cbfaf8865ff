import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { NORTHMERE } from './northmere.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const SOCIAL_CARE = join(NORTHMERE, 'social-care');
const folder = mkdtempSync(join(tmpdir(), 'contactpoint-compare-test-'));
cpSync(SOCIAL_CARE, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const BEFORE = join(folder, 'mapping.yaml');
const AFTER = join(folder, 'after.yaml');
let terminal: TestTerminal;
beforeEach(() => {
  terminal = createTestTerminal();
});
const cli = (...words: readonly string[]) => runCli(words, terminal);

/** The mapping with something else in it. */
function change(...changes: readonly (readonly [string, string])[]): void {
  writeFileSync(
    AFTER,
    changes.reduce(
      (text, [from, to]) => {
        expect(text).toContain(from);
        return text.replace(from, to);
      },
      readFileSync(BEFORE, 'utf8'),
    ),
  );
}

describe('compare', () => {
  test('says how many records change and where, and shows the first of them field by field', async () => {
    change(['M: male', 'M: notSpecified'], ['town: Town', 'county: Town']);
    expect(await cli('compare', BEFORE, AFTER)).toBe(0);
    expect(terminal.people.text).toMatch(/^\n25 of 26 records change\.\n/);
    expect(terminal.people.text).toMatch(/\/child\/addresses +\d+\n {2}\/child\/gender +\d+\n/);
    expect(terminal.people.text).toMatch(/\nchildren\.csv row 1\n/);
    expect(terminal.people.text).toMatch(/\/child\/addresses\/0\/county +nothing +→ +Northmere\n/);
    expect(terminal.people.text).toMatch(/\/child\/addresses\/0\/town +Northmere +→ +nothing\n/);
    expect(terminal.people.text).toMatch(/… and \d+ more records\n$/);
  });

  test('shows no values when asked for counts alone', async () => {
    change(['family: Surname', 'family: Forename']);
    expect(await cli('compare', BEFORE, AFTER, '--show', '0', '--json')).toBe(0);
    expect(terminal.people.text).toMatch(/^\n26 of 26 records change\.\n\nWhere\n {2}\/child\/names +26\n$/);
    for (const name of ['Hartley', 'Amelia']) {
      expect(terminal.people.text + terminal.machine.text).not.toContain(name);
    }
    expect(terminal.objects).toEqual([
      {
        type: 'comparison',
        rows: 26,
        changed: 26,
        lost: 0,
        gained: 0,
        parts: { '/child/names': 26 },
      },
    ]);
  });

  test('says which rows gain and lose their record', async () => {
    change(
      ['otherwise: issue }\n  addresses', 'otherwise: hold }\n  addresses'],
      ['F: female, ', ''],
      ['onIssue: send', 'onIssue: quarantine'],
    );
    expect(await cli('compare', BEFORE, AFTER, '--json', '--rows', '5')).toBe(0);
    expect(terminal.objects[0]).toMatchObject({ rows: 5, lost: expect.any(Number) as number });
    expect(terminal.people.text).toMatch(/\d rows? would no longer make a record that may be sent\./);
    expect(terminal.people.text).toContain('makes no record any more; preview says why.');
    expect(await cli('compare', AFTER, BEFORE, '--rows', '5')).toBe(0);
    expect(terminal.people.text).toMatch(/\d rows? would make a record that may be sent and made none\./);
  });

  test('finds nothing where only lines and comments differ', async () => {
    change(['family: Surname }', 'family: { from: Surname } }']);
    expect(await cli('compare', BEFORE, AFTER)).toBe(0);
    expect(terminal.people.text).toBe('\n✓ Nothing changes: 26 rows alike.\n');
  });

  test('refuses a mapping that does not fit the files, and says where', async () => {
    change(['family: Surname', 'family: Surnam']);
    expect(await cli('compare', BEFORE, AFTER, '--json')).toBe(2);
    expect(terminal.people.text).toMatch(/after\.yaml:\d+:\d+ +error/);
    expect(terminal.people.text).toContain('Did you mean Surname?');
  });
});
