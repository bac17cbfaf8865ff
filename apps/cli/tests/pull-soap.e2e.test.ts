import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  envelope,
  fault,
  PUPILS_WSDL,
  startSoapSimulator,
  type SoapAnswer,
  type SoapSimulator,
} from '@contactpoint/connectors/suite';
import { createSeededRandom } from '@contactpoint/contract/suite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCli } from './cli-process.ts';
import { CODES, pupil, type Pupil } from './pupils.ts';
import { useDirectory } from './use-directory.ts';

const SECRET = 'canary-of-a-password';
const ENV = { MIS_PASSWORD: SECRET };
const PATIENCE = 300_000;
const seed = Number(process.env['CONTACTPOINT_SEED']);
const KILLS = process.env['CONTACTPOINT_CHECK'] ? 8 : 1;

const directory = useDirectory(['mis-killed', 'mis-faults'], ENV);
const { cli, edit, inFolder, report, withMapping, write } = directory;
const pull = (...words: readonly string[]) => withMapping('pull', ...words);

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
      directory.credentials,
    ),
  ).toBe(0);
  expect(report().balance).toMatchObject({ read: pupils.length, outcomes: { unchanged: pupils.length } });
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
      const random = createSeededRandom(seed);
      const words = ['pull', 'mapping.yaml', '--credentials', directory.credentials, '--json'];
      let output = '';
      for (let kill = 0; kill < KILLS; kill += 1) {
        const killed = startCli(words, directory.folder, ENV);
        const pages = 1 + Math.floor(random() * 3);
        const pauseInMs = random() * 150;
        let answered = 0;
        // At any moment of the last page that is answered: while it is read, sent, made durable, or the next
        // is asked for.
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
      const last = startCli(words, directory.folder, ENV);
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
      expect(directory.terminal.people.text).toContain('answered with a fault of its own');
      expect(report().balance).toMatchObject({ read: 5 * ON_A_PAGE, quarantined: 3 });
      const before = service.questions.length;
      expect(await pull(), directory.terminal.people.text).toBe(0);
      expect(numberIn(service.questions[before]!.body)).toBe(6);
      expect(report().balance).toMatchObject({
        read: 3 * ON_A_PAGE,
        quarantined: 1,
        outcomes: { created: 3 * ON_A_PAGE - 1 },
      });
      await expectTruth(
        'mis-faults',
        all.filter((_, number) => WRONG[number] === undefined),
      );

      // What is wrong is said, by place, without anybody's name; and it is kept as the vendor wrote it.
      const folders = readdirSync(inFolder('quarantine')).map((name) => join(inFolder('quarantine'), name));
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
      edit('mapping.yaml', (text) => text.replace('M: male }', 'M: male, "7": female }'));
      expect(await cli('replay', first), directory.terminal.people.text).toBe(1);
      expect(report().balance).toMatchObject({ read: 3, quarantined: 1, outcomes: { created: 2 } });

      // A complete pull is followed by one that asks for changes only.
      service.answer = () => ({
        body: envelope(
          '<GetPupilsResponse xmlns="urn:mis:pupils"><Pupils/><More>false</More></GetPupilsResponse>',
        ),
      });
      expect(await pull()).toBe(0);
      expect(service.questions.at(-1)?.body).toMatch(/ChangedSince>20\d\d-/);
      expect(directory.terminal.people.text + directory.terminal.machine.text).not.toContain(SECRET);
    },
  );

  test('is refused with place and suggestion where mapping and secrets do not fit', async () => {
    writeMapping('mis-faults');
    directory.renewTerminal({});
    expect(await pull()).toBe(2);
    expect(directory.terminal.people.text).toContain('The environment variable MIS_PASSWORD is not set.');

    directory.renewTerminal();
    write('pupils.wsdl', `${PUPILS_WSDL}\n`);
    expect(await pull()).toBe(2);
    expect(directory.terminal.people.text).toMatch(
      /pupils\.wsdl is not taken: its hash is sha256:[0-9a-f]{64}/,
    );

    write('pupils.wsdl', PUPILS_WSDL);
    edit('mapping.yaml', (text) => text.replace('networks: [loopback]', 'networks: [public]'));
    expect(await pull()).toBe(2);
    expect(directory.terminal.people.text).toContain('may not be called (plain)');
    expect(service.questions).toEqual([]);
  });
});
