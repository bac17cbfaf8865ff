import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkMapping,
  createMemorySource,
  parseMapping,
  previewRecord,
  type HandRow,
  type Mapping,
} from '@contactpoint/adapter';
import { describe, expect, test } from 'vitest';
import { findPreset, PRESETS } from './presets.ts';

const FOLDER = join(import.meta.dirname, '..');

const parse = (text: string, file: string): Mapping => {
  const { mapping, problems } = parseMapping(text, { file });
  expect(problems).toEqual([]);
  return mapping as Mapping;
};
const bind = (mapping: Mapping, rows: Readonly<Record<string, readonly HandRow[]>>) => ({
  sources: new Map(
    [...mapping.inputs.keys()].map((file) => [
      file,
      createMemorySource(rows[file] ?? [], { file, open: true }),
    ]),
  ),
});

test('every folder with a mapping is a preset, word for word', () => {
  const folders = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'mapping.yaml')));
  expect(PRESETS.map(({ id }) => id)).toEqual(folders.sort());
  for (const { id, mapping } of PRESETS) {
    expect(readFileSync(join(FOLDER, id, 'mapping.yaml'), 'utf8')).toBe(mapping);
  }
});

describe.each(PRESETS)('$id', ({ id, mapping: text, sample }) => {
  test('is right, and its own tests would notice if any of its rules broke', async () => {
    const mapping = parse(text, id);
    const { problems, tests, untested } = await checkMapping(mapping, bind(mapping, {}));
    expect(problems).toEqual([]);
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter(({ passed }) => !passed)).toEqual([]);
    expect(untested.map(({ sentence }) => sentence)).toEqual([]);
  });

  test('has a page, and sample rows for each input', () => {
    const page = readFileSync(join(FOLDER, id, 'README.md'), 'utf8');
    expect(page).toContain(`contactpoint run ${id}`);
    expect(Object.keys(sample)).toHaveLength(parse(text, id).inputs.size);
  });
});

/** Columns with case information, which the directory has no place for, filled with marks that would show. */
const CASE_COLUMNS: Readonly<
  Record<string, { input: string; row: HandRow; joined?: HandRow; columns: string }>
> = {
  'school-census': {
    input: 'onRoll',
    row: { NativeId: 'SCH7', surname: 'Ashdown', forename: 'Robin', upn: 'R820910318001', sex: 'M' },
    columns:
      'hoursatsetting schoollunchtaken parttime topupfunding unitcontacttime termlysessionspossible ' +
      'senunitindicator resourcedprovisionindicator moveoffrollflag fundedhours missingaddress extendedhours ' +
      'eligibilitycode dafindicator ethnicity yssa servicechild language classtype enrolstatus boarder plaa ' +
      'senprovision ncyearactual eyppr eyppbf youngcarer',
  },
  ssda903: {
    input: 'header',
    row: { CHILD: '700101', SEX: '2', DOB: '09/03/2014', ETHNIC: 'MARK-ETHNIC', MOTHER: 'MARK-MOTHER' },
    joined: { CHILD: '700101', HOME_POST: 'NM4 2QT' },
    columns: 'DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE PL_POST URN',
  },
};

test.each(PRESETS)('HOLD-02: $id takes no case information', async ({ id, mapping: text }) => {
  const { input = '', row = {}, joined, columns = '' } = CASE_COLUMNS[id] ?? {};
  const marks = Object.fromEntries(columns.split(' ').map((column) => [column, `MARK-${column}`]));
  const mapping = parse(text, id);
  const rows: Record<string, HandRow[]> = { [input]: [joined ? row : { ...row, ...marks }] };
  if (joined) rows['episodes'] = [{ ...joined, ...marks }];
  const preview = await previewRecord(mapping, {
    ...bind(mapping, rows),
    row: 1,
    suppliedAt: '2026-11-20T02:00:00Z',
  });
  expect(preview?.record?.child).toBeDefined();
  expect(JSON.stringify(preview?.record)).not.toContain('MARK-');
});

test('a preset that does not exist is not found', () => {
  expect(findPreset('nothing')).toBeUndefined();
});

test('what the package exports changes only on purpose', async () => {
  expect(Object.keys(await import('./index.ts')).sort()).toEqual(['PRESETS', 'findPreset']);
});
