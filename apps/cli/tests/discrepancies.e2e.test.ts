import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { createContactPoint, credentialsAuth } from '@contactpoint/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal } from './test-terminal.ts';

let server: ReferenceServer;
let folder: string;
beforeAll(async () => {
  server = await startReferenceServer({ db: 'memory', sources: ['wirral-ics'] });
  folder = mkdtempSync(join(tmpdir(), 'contactpoint-differences-'));
  writeFileSync(join(folder, 'key.json'), JSON.stringify(server.credentials), { mode: 0o600 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(...words: readonly string[]) {
  const terminal = createTestTerminal({ realTime: true });
  const given = ['discrepancies', ...words, '--credentials', join(folder, 'key.json'), '--json'];
  const code = await runCli(given, terminal);
  return { code, text: terminal.people.text, objects: terminal.objects };
}

describe('where records differ from what others say, by the command line', () => {
  it('is counted, written down record by record, and answered', async () => {
    expect(await run()).toMatchObject({ code: 0, text: 'Nothing differs.\n' });
    const [system = ''] = server.credentials.systems;
    const contactPoint = createContactPoint({
      baseUrl: server.url,
      auth: credentialsAuth(server.credentials),
    });
    const record: CanonicalRecord = {
      source: { system, recordId: '1', suppliedAt: '2026-11-20T02:00:00Z' },
      operation: 'upsert',
      completeness: 'full',
      child: {
        names: [{ given: ['Ada'], family: 'Alderwick' }],
        dateOfBirth: { value: '2014-03-09', precision: 'day', status: 'known' },
        addresses: [{ use: 'current', lines: ['7 Mere Lane'], postcode: 'CH41 5EU' }],
      },
    };
    const again = { ...record, source: { ...record.source, recordId: '=again' } };
    await contactPoint.submissions.submit([record, again]);
    contactPoint.close();

    const counted = await run();
    expect(counted.text).toContain(`  2  ${system}  record  the child stands twice in the source\n`);
    expect(counted.text).toContain('contactpoint discrepancies --out differences.csv');
    const out = join(folder, 'differences.csv');
    expect((await run('--source', system, '--out', out)).code).toBe(0);
    const [head, ...lines] = readFileSync(out, 'utf8').trimEnd().split('\r\n');
    expect(head).toBe('source,recordId,field,difference,state,since,id');
    expect(lines.map((line) => line.split(',')[1]).toSorted()).toEqual(["'=again", '1']);

    const id = String(counted.objects[0]?.['id']);
    expect(await run(id, 'accepted')).toMatchObject({
      code: 0,
      text: 'Noted: the record will be corrected.\n',
    });
    const said = ['reconfirmed', '--confirmed-with', 'child', '--confirmed-on', '2026-11-19'];
    const reconfirmed = await run(id, ...said);
    expect([reconfirmed.code, reconfirmed.objects[0]?.['state']]).toEqual([0, 'reconfirmed']);
    await run('--out', out);
    expect(readFileSync(out, 'utf8')).toContain('reconfirmed');
  });

  it.each<[name: string, words: readonly string[], code: number, told: string]>([
    ['no answer', ['x'], 2, 'accepted, disputed, reconfirmed'],
    ['another answer', ['x', 'perhaps'], 2, 'accepted, disputed, reconfirmed'],
    ['no date', ['x', 'reconfirmed', '--confirmed-with', 'child'], 2, '2026-11-19'],
    ['nobody', ['x', 'reconfirmed', '--confirmed-on', '2026-11-19'], 2, 'child, parentOrCarer'],
    ['a difference that is none', ['x', 'accepted'], 3, 'directory.discrepancy-not-found'],
    ['a source of others', ['--source', 'nobody'], 3, 'directory.source-refused'],
    ['a file that cannot be written', ['--out', '/nowhere/x.csv'], 2, 'file.not-usable'],
  ])('%s is refused with what would do', async (_name, words, code, told) => {
    const refused = await run(...words);
    expect([refused.code, refused.text]).toEqual([code, expect.stringContaining(told)]);
  });
});
