import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { RunReport } from '@contactpoint/adapter';
import {
  envelope,
  fault,
  PUPILS_WSDL,
  startSftpServer,
  startSoapSimulator,
  type SftpTestServer,
  type SoapAnswer,
  type SoapSimulator,
} from '@contactpoint/connectors/suite';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { startCli } from './cli-process.ts';
import { createRandom } from './hospital.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

const SECRET = 'canary-of-a-password';
const ENV = { MIS_PASSWORD: SECRET };
const SYSTEMS = ['mis-killed', 'mis-faults', 'mis-json', 'mis-files'];
const PATIENCE = 300_000;
const seed = Number(process.env['CONTACTPOINT_SEED']);
const KILLS = process.env['CONTACTPOINT_CHECK'] ? 8 : 1;

const root = mkdtempSync(join(tmpdir(), 'contactpoint-pull-test-'));
let server: ReferenceServer;
let credentials: string;
beforeAll(async () => {
  server = await startReferenceServer({ db: `sqlite:${join(root, 'directory.sqlite')}`, sources: SYSTEMS });
  credentials = resolve(server.credentialsFile ?? '');
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

let folder: string;
let terminal: TestTerminal;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  terminal = createTestTerminal({ realTime: true, env: ENV });
});
const inFolder = (name: string): string => join(folder, name);
const write = (name: string, text: string): void => writeFileSync(inFolder(name), text);
const cli = (...words: readonly string[]) => runCli([...words, '--json'], terminal);
const pull = (...words: readonly string[]) =>
  cli(
    'pull',
    inFolder('mapping.yaml'),
    '--credentials',
    credentials,
    '--quarantine',
    inFolder('quarantine'),
    ...words,
  );
const last = () =>
  terminal.objects.findLast(({ type }) => type === 'report') as unknown as RunReport & { setAside: string };

/** An invented pupil; every tenth has something of a wrong type. */
interface Pupil {
  readonly id: string;
  readonly family: string;
  readonly born: string;
  readonly gender: string;
}
const pupil = (number: number): Pupil => ({
  id: `P${number}`,
  family: `Invented${String.fromCharCode(97 + (number % 26))}${number}`,
  born: `20${10 + (number % 9)}-0${1 + (number % 9)}-1${number % 10}`,
  gender: number % 2 ? 'F' : 'M',
});
const CODES = 'codes: { F: female, M: male }, otherwise: hold';

/** The same pupils as a file: the truth, by another way in. */
async function expectTruth(system: string, pupils: readonly Pupil[]): Promise<void> {
  const rows = pupils.map(({ id, family, born, gender }) => [id, family, born, gender].join(','));
  write('truth.csv', `Id,Family,Born,Gender\n${rows.join('\n')}\n`);
  write(
    'truth.yaml',
    `mapping: 1
name: The truth
source: { system: ${system} }
inputs:
  pupils: { format: csv, file: truth.csv }
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
  dateOfBirth: { from: Born, formats: yyyy-MM-dd }
  gender: { from: Gender, ${CODES} }
`,
  );
  expect(
    await cli(
      'run',
      inFolder('truth.yaml'),
      '--state',
      inFolder('truth.sqlite'),
      '--credentials',
      credentials,
    ),
  ).toBe(0);
  expect(last().balance).toMatchObject({ read: pupils.length, outcomes: { unchanged: pupils.length } });
}

describe('A SOAP vendor simulator', () => {
  let service: SoapSimulator;
  beforeEach(async () => (service = await startSoapSimulator()));
  afterEach(() => service.close());

  const PAGES = 8;
  const ON_A_PAGE = 15;
  const numberIn = (body: string): number => Number(/PageNumber>(\d+)</.exec(body)?.[1]);
  /** What the vendor's rows have in place of what the description says. */
  const WRONG: Readonly<Record<number, Partial<Pupil>>> = {
    7: { id: '' },
    33: { gender: '7' },
    61: { id: '', born: '31/31/2014' },
    100: { gender: 'true' },
  };
  const all = Array.from({ length: PAGES * ON_A_PAGE }, (_, number) => ({
    ...pupil(number),
    ...WRONG[number],
  }));

  const toPage = (page: number): SoapAnswer => {
    const rows = all.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
    const elements = rows.map(
      ({ id, family, born, gender }) =>
        `<Pupil><Id>${id}</Id><Family>${family}</Family><Born>${born}</Born><Sex>${gender}</Sex></Pupil>`,
    );
    const more = `<More>${page < PAGES}</More>`;
    return {
      body: envelope(
        `<GetPupilsResponse xmlns="urn:mis:pupils"><Pupils>${elements.join('\n')}</Pupils>${more}</GetPupilsResponse>`,
      ),
    };
  };

  function writeMapping(system: string, timeoutInSeconds = 2): void {
    write('pupils.wsdl', PUPILS_WSDL);
    write(
      'mapping.yaml',
      `mapping: 1
name: A school system by SOAP
source: { system: ${system} }
inputs:
  pupils:
    transport: soap
    format: xml
    wsdl: pupils.wsdl
    wsdlHash: sha256:${createHash('sha256').update(PUPILS_WSDL).digest('hex')}
    url: ${service.url}
    networks: [loopback]
    operation: GetPupils
    request: { PageNumber: '{page}', ChangedSince: '{since}' }
    paging: count
    morePath: /Envelope/Body/GetPupilsResponse/More
    path: /Envelope/Body/GetPupilsResponse/Pupils/Pupil
    user: contactpoint
    passwordEnv: MIS_PASSWORD
    timeoutInSeconds: ${timeoutInSeconds}
    attempts: 4
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
  dateOfBirth: { from: Born, formats: yyyy-MM-dd }
  gender: { from: Sex, ${CODES} }
policy: { errorIf: 20% }
`,
    );
  }

  test(
    `is pulled completely by processes that are killed ${KILLS} times on the way (seed ${seed})`,
    { timeout: PATIENCE },
    async () => {
      writeMapping('mis-killed', 60);
      const random = createRandom(seed);
      const words = ['pull', 'mapping.yaml', '--credentials', credentials, '--json'];
      let output = '';
      for (let kill = 0; kill < KILLS; kill += 1) {
        const killed = startCli(words, folder, ENV);
        const pages = 1 + Math.floor(random() * 3);
        const pauseInMs = random() * 150;
        let answered = 0;
        // At any moment of the last page that is answered: while it is read, sent, made durable, or the next is asked for.
        service.answer = ({ body }) => {
          const isLast = ++answered === pages || numberIn(body) >= PAGES - 1;
          if (isLast) setTimeout(() => killed.process.kill('SIGKILL'), pauseInMs);
          return answered > pages || numberIn(body) === PAGES
            ? { isSilent: true, body: '' }
            : toPage(numberIn(body));
        };
        expect(await killed.ended).toBe('SIGKILL');
        output += killed.text() + JSON.stringify(killed.objects);
      }
      service.answer = ({ body }) => toPage(numberIn(body));
      const last = startCli(words, folder, ENV);
      expect(await last.ended, last.text()).toBe(0);
      expect(`${output}${last.text()}${JSON.stringify(last.objects)}`).not.toContain(SECRET);

      // Each went on at the page that the one before had not had accepted: pages come again, but never from the start.
      const asked = service.questions.map(({ body }) => numberIn(body));
      expect(
        asked.every(
          (page, index) => index === 0 || page === asked[index - 1] || page === asked[index - 1]! + 1,
        ),
      ).toBe(true);
      expect(asked.at(-1)).toBe(PAGES);
      await expectTruth(
        'mis-killed',
        all.filter((_, number) => WRONG[number] === undefined),
      );
    },
  );

  test(
    'is pulled completely through faults, slow replies and rows of wrong types, which wait for a person',
    { timeout: PATIENCE },
    async () => {
      writeMapping('mis-faults');
      const troubles = new Map<number, SoapAnswer[]>([
        [1, [fault('Server')]],
        [2, [{ isSilent: true, body: '' }]],
        [
          3,
          [
            { status: 503, body: '' },
            { status: 500, type: 'text/html', body: '<h1>oops' },
          ],
        ],
        [6, [fault('Server'), fault('Server'), fault('Server'), fault('Server')]],
      ]);
      service.answer = ({ body }) => troubles.get(numberIn(body))?.shift() ?? toPage(numberIn(body));

      // Page 6 fails as often as it may be asked for: the pull ends, and the next goes on there.
      expect(await pull()).toBe(3);
      expect(terminal.people.text).toContain('answered with a fault of its own');
      expect(last().balance).toMatchObject({ read: 5 * ON_A_PAGE, quarantined: 3 });
      const before = service.questions.length;
      expect(await pull(), terminal.people.text).toBe(0);
      expect(numberIn(service.questions[before]!.body)).toBe(6);
      expect(last().balance).toMatchObject({
        read: 3 * ON_A_PAGE,
        quarantined: 1,
        outcomes: { created: 3 * ON_A_PAGE - 1 },
      });
      await expectTruth(
        'mis-faults',
        all.filter((_, number) => WRONG[number] === undefined),
      );

      // What is wrong is said, by place, without anybody's name; and it is kept as the vendor wrote it.
      const folders = readdirSync(inFolder('quarantine')).map((name) => join(folder, 'quarantine', name));
      const issues = folders.map((name) => readFileSync(join(name, 'issues.csv'), 'utf8')).join('');
      expect(issues.match(/mapping\.no-record-id/g)).toHaveLength(2);
      expect(issues.match(/mapping\.held-code/g)).toHaveLength(2);
      expect(issues).toContain('/Pupils.svc#1,8,');
      expect(issues).not.toMatch(/Invented/);
      const [first = ''] = folders;
      const kept = join(first, 'pupils-1.xml');
      expect(readFileSync(kept, 'utf8').match(/<Pupil>/g)).toHaveLength(1);

      // Repaired, and the code declared that was missing, they go where the others went.
      writeFileSync(kept, readFileSync(kept, 'utf8').replace('<Id></Id>', '<Id>P7</Id>'));
      write(
        'mapping.yaml',
        readFileSync(inFolder('mapping.yaml'), 'utf8').replace('M: male }', 'M: male, "7": female }'),
      );
      expect(await cli('replay', first), terminal.people.text).toBe(1);
      expect(last().balance).toMatchObject({ read: 3, quarantined: 1, outcomes: { created: 2 } });

      // A complete pull is followed by one that asks for changes only.
      service.answer = () => ({
        body: envelope(
          '<GetPupilsResponse xmlns="urn:mis:pupils"><Pupils/><More>false</More></GetPupilsResponse>',
        ),
      });
      expect(await pull()).toBe(0);
      expect(service.questions.at(-1)?.body).toMatch(/ChangedSince>20\d\d-/);
      expect(terminal.people.text + terminal.machine.text).not.toContain(SECRET);
    },
  );

  test('is refused with place and suggestion where mapping and secrets do not fit', async () => {
    writeMapping('mis-faults');
    terminal = createTestTerminal({ realTime: true });
    expect(await pull()).toBe(2);
    expect(terminal.people.text).toContain('The environment variable MIS_PASSWORD is not set.');

    terminal = createTestTerminal({ realTime: true, env: ENV });
    write('pupils.wsdl', `${PUPILS_WSDL}\n`);
    expect(await pull()).toBe(2);
    expect(terminal.people.text).toMatch(/pupils\.wsdl is not taken: its hash is sha256:[0-9a-f]{64}/);

    write('pupils.wsdl', PUPILS_WSDL);
    write(
      'mapping.yaml',
      readFileSync(inFolder('mapping.yaml'), 'utf8').replace('networks: [loopback]', 'networks: [public]'),
    );
    expect(await pull()).toBe(2);
    expect(terminal.people.text).toContain('may not be called (plain)');
    expect(service.questions).toEqual([]);
  });
});

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
    expect(last().balance).toMatchObject({ read: 6, ready: 4, quarantined: 2 });
    expect(await pull(), terminal.people.text).toBe(0);
    expect(last().balance).toMatchObject({ read: 6, quarantined: 2, outcomes: { created: 4 } });
    expect(new Set(keys)).toEqual(new Set([SECRET]));
    const { setAside } = last();
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
    expect(await cli('replay', setAside), terminal.people.text).toBe(0);
    expect(last().balance).toMatchObject({ read: 2, outcomes: { created: 2 } });
    expect(terminal.people.text + terminal.machine.text).not.toContain(SECRET);
  });
});

describe('Files on an SFTP server', () => {
  let files: SftpTestServer;
  beforeEach(async () => (files = await startSftpServer()));
  afterEach(() => files.close());

  const MAPPING = (hostKey: string): string => `mapping: 1
name: A school system by SFTP
source: { system: mis-files }
inputs:
  pupils:
    transport: sftp
    format: csv
    host: 127.0.0.1
    port: ${files.port}
    networks: [loopback]
    user: me
    passwordEnv: MIS_SECRET
    hostKey: ${hostKey}
    folder: /out
    pattern: pupils*.csv
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
  gender: { from: Gender, ${CODES} }
policy: { errorIf: 50% }
`;
  const toCsv = (numbers: readonly number[]): Buffer => {
    const rows = numbers
      .map(pupil)
      .map(({ id, family, gender }) => `${id},${family},${id === 'P2' ? 'X' : gender}`);
    return Buffer.from(`Id,Family,Gender\n${rows.join('\n')}\n`);
  };

  test('are pulled oldest first and put away only once they are sent', async () => {
    terminal = createTestTerminal({ realTime: true, env: { MIS_SECRET: 'secret' } });
    files.files.set('/out/pupils-2.csv', { text: toCsv([3, 4]), modified: 2 });
    files.files.set('/out/pupils-1.csv', { text: toCsv([1, 2]), modified: 1 });
    write('mapping.yaml', MAPPING(files.hostKey));
    expect(await pull('--dry-run')).toBe(0);
    expect([...files.files.keys()].sort()).toEqual(['/out/pupils-1.csv', '/out/pupils-2.csv']);

    expect(await pull(), terminal.people.text).toBe(0);
    expect([...files.files.keys()].sort()).toEqual(['/out/done/pupils-1.csv', '/out/done/pupils-2.csv']);
    expect(last().balance).toMatchObject({ read: 4, quarantined: 1, outcomes: { created: 3 } });
    expect(readFileSync(join(last().setAside, 'pupils-1.csv'), 'utf8')).toContain('P2,');
    expect(await pull()).toBe(0);
    expect(terminal.people.text).toContain('Nothing came.');
    expect(terminal.people.text + terminal.machine.text).not.toContain('"secret"');
  });

  test('are not fetched with a password that is wrong: nothing changes by asking again', async () => {
    terminal = createTestTerminal({ realTime: true, env: { MIS_SECRET: SECRET } });
    write('mapping.yaml', MAPPING(files.hostKey));
    expect(await pull()).toBe(2);
    expect(terminal.objects.at(-1)).toMatchObject({ code: 'feed.sign-in-refused' });
    expect(files.connections()).toBe(1);
    expect(terminal.people.text + terminal.machine.text).not.toContain(SECRET);
  });

  test('are not fetched from a server whose key is another', async () => {
    terminal = createTestTerminal({ realTime: true, env: { MIS_SECRET: 'secret' } });
    files.files.set('/out/pupils-1.csv', { text: toCsv([1]), modified: 1 });
    write('mapping.yaml', MAPPING(`SHA256:${'A'.repeat(43)}`));
    expect(await pull()).toBe(3);
    expect(terminal.people.text).toContain('a host key that is not the pinned one');
    expect([...files.files.keys()]).toEqual(['/out/pupils-1.csv']);
  });
});
