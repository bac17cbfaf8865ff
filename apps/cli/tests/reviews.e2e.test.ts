import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalRecord, Child } from '@contactpoint/contract';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { createContactPoint, credentialsAuth } from '@contactpoint/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { createTestTerminal } from './test-terminal.ts';

let server: ReferenceServer;
let folder: string;
let credentials: string;
beforeAll(async () => {
  server = await startReferenceServer({ db: 'memory', seed: 'review', sources: ['wirral-ics'] });
  folder = mkdtempSync(join(tmpdir(), 'contactpoint-reviews-'));
  credentials = join(folder, 'key.json');
  writeFileSync(credentials, JSON.stringify(server.credentials), { mode: 0o600 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(...words: readonly string[]) {
  const terminal = createTestTerminal({ realTime: true });
  const code = await runCli([...words, '--credentials', credentials, '--json'], terminal);
  return { code, text: terminal.people.text, objects: terminal.objects };
}
const because = ['--reason', 'correctingRecord'];

describe('a match that only a person decides, by the command line', () => {
  it('is listed, opened, decided and taken apart again', async () => {
    const listed = await run('reviews');
    expect([listed.code, listed.objects.map(({ kind, state }) => [kind, state])]).toEqual([
      0,
      [['match', 'open']],
    ]);
    const id = String(listed.objects[0]?.['id']);
    const unopened = await run('decide', id, 'same', ...because);
    expect([unopened.code, unopened.text]).toEqual([3, expect.stringContaining('directory.review-not-open')]);
    const opened = await run('reviews', id, ...because);
    expect(opened.code).toBe(0);
    for (const words of ['Ada Alderwick', 'Aida Alderwice', 'dateOfBirth', 'together', `decide ${id}`])
      expect(opened.text).toContain(words);
    const [item] = opened.objects as unknown as readonly {
      readonly candidates: readonly { childId: string }[];
    }[];
    const childId = item?.candidates[0]?.childId ?? '';
    expect(await run('decide', id, 'same', ...because)).toMatchObject({
      code: 0,
      objects: [{ type: 'decision', state: 'decided' }],
    });
    expect(await run('reviews')).toMatchObject({ code: 0, text: 'Nothing waits for a person.\n' });
    const links = await run('unlink', childId, ...because);
    expect(links.text).toContain('confirmed by a person');
    const [found] = links.objects as unknown as readonly {
      readonly links: readonly { linkId: string; verified: boolean }[];
    }[];
    const joined = found?.links.find(({ verified }) => verified)?.linkId ?? '';
    const freed = await run('unlink', childId, joined, ...because);
    expect([freed.code, freed.objects[0]?.['state'], freed.objects[0]?.['id'] === childId]).toEqual([
      0,
      'unlinked',
      false,
    ]);
  });

  it('SUPPLY-05: a death is confirmed by a person, and told in words to who looks at the records', async () => {
    const [system = ''] = server.credentials.systems;
    const contactPoint = createContactPoint({
      baseUrl: server.url,
      auth: credentialsAuth(server.credentials),
    });
    const child: Child = {
      names: [{ given: ['Ceri'], family: 'Eskbridge' }],
      dateOfBirth: { value: '2016-08-21', precision: 'day', status: 'known' },
      addresses: [{ use: 'current', lines: ['2 Mill Lane'], postcode: 'CH41 9ZZ' }],
    };
    const record = (recordId: string, said: Child): CanonicalRecord => ({
      source: { system, recordId, suppliedAt: '2026-11-20T02:00:00Z' },
      operation: 'upsert',
      completeness: 'full',
      child: said,
    });
    const dead = { ...child, dateOfDeath: { value: '2026-11-01', precision: 'day' } } as const;
    const receipts = await contactPoint.submissions.submit([record('ceri', child), record('ceri-2', dead)]);
    contactPoint.close();
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['created', 'held']);

    const [review] = (await run('reviews')).objects.filter(({ kind }) => kind === 'death');
    const id = String(review?.['id']);
    const opened = await run('reviews', id, ...because);
    expect(opened.text).toContain('a death to be confirmed');
    const [item] = opened.objects as unknown as readonly {
      readonly candidates: readonly { childId: string }[];
    }[];
    const childId = item?.candidates[0]?.childId ?? '';
    expect((await run('unlink', childId, ...because)).text).toContain('it waits for a person');
    await run('decide', id, 'same', ...because);
    const { text } = await run('unlink', childId, ...because);
    expect(text).toMatch(/death +told by this record, and confirmed by a person/);
    expect(text).toMatch(/died +told on \d+ \w+ \d{4}, confirmed by a person/);
    expect(opened.text + text).not.toMatch(/1 November|2026-11-01/);
  });

  it.each<[name: string, words: readonly string[], known: string]>([
    ['no reason', ['reviews', 'x'], 'correctingRecord'],
    ['a reason that is none', ['reviews', 'x', '--reason', 'curiosity'], 'safeguarding'],
    ['another answer', ['decide', 'x', 'perhaps', ...because], 'same, different, needsMore'],
    ['nobody whom it knows', ['reviews', '--user', 'nobody'], 'development-manager'],
  ])('is refused with %s, and says what is known', async (_name, words, known) => {
    const { code, text } = await run(...words);
    expect([code, text]).toEqual([2, expect.stringContaining(known)]);
  });
});
