import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CODES, pupil, type Pupil } from './pupils.ts';
import { useDirectory } from './use-directory.ts';

const SECRET = 'canary-of-a-password';

const directory = useDirectory(['mis-json'], { MIS_PASSWORD: SECRET });
const { cli, report, withMapping, write } = directory;
const pull = (...words: readonly string[]) => withMapping('pull', ...words);

describe('HTTP pages', () => {
  let http: Server;
  let answer: RequestListener;
  beforeEach(async () => {
    http = createServer((request, response) => answer(request, response));
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  });
  afterEach(() => void http.close());

  test('are pulled with what is wrong among them kept as it came', async () => {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/pupils?page=1`;
    write(
      'mapping.yaml',
      `mapping: 1
name: A school system by HTTP
source: { system: mis-json }
inputs:
  pupils: { transport: http, format: json, url: '${url}', networks: [loopback], paging: count, path: data, keyHeader: X-Api-Key, keyEnv: MIS_PASSWORD }
record: { each: pupils, id: id }
child:
  names: [{ use: current, family: family }]
  dateOfBirth: { from: born, formats: yyyy-MM-dd }
  gender: { from: gender, ${CODES} }
policy: { errorIf: 50% }
`,
    );
    const pages = [[0, 1, 2], [3, 4], [5]].map((numbers) => numbers.map(pupil));
    const keys: (string | string[] | undefined)[] = [];
    answer = ({ url: asked, headers }, response) => {
      keys.push(headers['x-api-key']);
      const data = pages[Number(/page=(\d+)/.exec(asked ?? '')?.[1]) - 1] ?? [];
      const rows = data.map((one) => (one.id === 'P2' || one.id === 'P3' ? { ...one, gender: 1 } : one));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(data.length === 0 ? '[]' : JSON.stringify({ data: rows, '{': 1 }));
    };
    expect(await pull('--dry-run')).toBe(0);
    expect(report().balance).toMatchObject({ read: 6, ready: 4, quarantined: 2 });
    expect(await pull(), directory.terminal.people.text).toBe(0);
    expect(report().balance).toMatchObject({ read: 6, quarantined: 2, outcomes: { created: 4 } });
    expect(new Set(keys)).toEqual(new Set([SECRET]));
    const { setAside } = report();
    expect(readdirSync(setAside).sort()).toEqual([
      'issues.csv',
      'pupils-1.json',
      'pupils-2.json',
      'replay.json',
    ]);
    const kept = JSON.parse(readFileSync(join(setAside, 'pupils-1.json'), 'utf8')) as {
      data: readonly Pupil[];
    };
    expect(kept.data.map(({ id }) => id)).toEqual(['P2']);
    for (const name of ['pupils-1.json', 'pupils-2.json'])
      writeFileSync(
        join(setAside, name),
        readFileSync(join(setAside, name), 'utf8').replace('"gender":1', '"gender":"M"'),
      );
    expect(await cli('replay', setAside), directory.terminal.people.text).toBe(0);
    expect(report().balance).toMatchObject({ read: 2, outcomes: { created: 2 } });
    expect(directory.terminal.people.text + directory.terminal.machine.text).not.toContain(SECRET);
  });
});
