import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contactpoint, steadyQuarantine, withDirectory } from './command.ts';

/** The parts of the data manager's guide, in the order in which they happen. */
export const GUIDE_PARTS: readonly { readonly id: string; readonly language?: string }[] = [
  { id: 'guide-encoding' },
  { id: 'guide-init' },
  { id: 'guide-draft', language: 'yaml' },
  { id: 'guide-preview' },
  { id: 'guide-explain' },
  { id: 'guide-compare' },
  { id: 'guide-check' },
  { id: 'guide-dry-run' },
  { id: 'guide-run' },
  { id: 'guide-set-aside', language: 'csv' },
  { id: 'guide-replay' },
  { id: 'guide-again' },
  { id: 'guide-drift' },
];

const SAMPLES = fileURLToPath(new URL('../../test-fixtures/northmere/social-care/', import.meta.url));

/** What the guide's person changes in the draft after looking it through. */
const CHANGES: readonly (readonly [from: string, to: string])[] = [
  ["name: 'Draft from addresses.csv, children.csv, workers.csv'", "name: Northmere children's social care"],
  ['lines: [House, Street]', 'lines: [{ from: [House, Street], steps: [join] }]'],
  ['- each: addresses\n', '- each: addresses\n      when: { column: Street, isNot: NO FIXED ABODE }\n'],
  [
    'service: { category: socialCare, name: TeamCode }',
    'service: { category: socialCare, name: { from: TeamCode, lookup: { file: teams.csv, value: Name } } }',
  ],
  [', X: notSpecified }, otherwise: issue }', ' }, otherwise: hold }'],
];

const TESTS = `
policy: { errorIf: 5%, closeAfter: 3, closing: confirm }

tests:
  - name: a child with an address and a worker
    given:
      children: { CaseID: 1, Forename: Ann, MiddleName: Mary, Surname: Smith, DOB: 09/03/2014, Gender: F }
      addresses: { CaseID: 1, AddressType: HOME, House: 14, Street: Mere Lane, Town: Northmere, Postcode: NM4 2QT }
      workers: { CaseID: 1, AllocationID: A1, WorkerForename: Priya, WorkerSurname: Nair, TeamCode: T1 }
    want:
      child:
        names: [{ use: current, given: [Ann, Mary], family: Smith }]
        dateOfBirth: { value: 2014-03-09 }
        gender: female
        addresses: [{ use: current, lines: [14 Mere Lane], town: Northmere, postcode: NM4 2QT }]
      involvements:
        - id: A1
          service: { category: socialCare, name: Children's Social Care East }
          practitioner: { name: { given: [Priya], family: Nair } }
  - name: a code that nobody knows is never guessed at
    given: { children: { CaseID: 2, Surname: Smith, Gender: Q } }
    issues: mapping.held-code
`;

/** Does all that the guide tells, in an empty folder; what each part shows. */
export async function tellGuide(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-guide-'));
  try {
    return await new Story(folder).tell();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Story {
  readonly #folder: string;
  readonly #shown = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async tell(): Promise<ReadonlyMap<string, string>> {
    await this.#write();
    await withDirectory(this.#folder, 'northmere-ics', () => this.#send());
    return this.#shown;
  }

  /** From the files of an export to a mapping that somebody has looked through. */
  async #write(): Promise<void> {
    await mkdir(this.#at('exports'));
    for (const name of ['children.csv', 'addresses.csv', 'workers.csv'])
      await cp(join(SAMPLES, name), this.#at('exports', name));
    const init = ['init', 'exports', '--system', 'northmere-ics', '--out', 'social-care.yaml'];
    await this.#type('guide-encoding', init);
    await this.#type('guide-init', [...init, '--encoding', 'windows-1252']);
    const draft = await this.#read('social-care.yaml');
    this.#shown.set(
      'guide-draft',
      draft.slice(draft.indexOf('child:'), draft.indexOf('  identifiers:')).trimEnd(),
    );
    await this.#type('guide-preview', ['preview', 'social-care.yaml', 'exports', '--row', '4']);
    await this.#type('guide-explain', ['explain', 'social-care.yaml']);
    await cp(join(SAMPLES, 'teams.csv'), this.#at('teams.csv'));
    await cp(this.#at('social-care.yaml'), this.#at('draft.yaml'));
    await this.#edit('social-care.yaml', changeRules);
    await this.#type('guide-compare', [
      'compare',
      'draft.yaml',
      'social-care.yaml',
      'exports',
      '--show',
      '2',
    ]);
    await this.#edit('social-care.yaml', (text) => text + TESTS);
    await this.#type('guide-check', ['check', 'social-care.yaml', 'exports']);
  }

  /** Every night from then on. */
  async #send(): Promise<void> {
    const run = ['run', 'social-care.yaml', 'exports'];
    const credentials = ['--credentials', 'contactpoint.sqlite.credentials.json'];
    await this.#type('guide-dry-run', [...run, '--dry-run']);
    await this.#type('guide-run', [...run, ...credentials, '--report', 'report.html']);
    // The rehearsal set its rows aside before.
    const kept = (await readdir(this.#at('quarantine'))).sort().at(-1) ?? '';
    const rows = join('quarantine', kept, 'children.csv');
    this.#shown.set('guide-set-aside', (await this.#read(rows)).trim().replaceAll('\r\n', '\n'));
    await this.#edit(rows, (text) => text.replace(',X,', ',M,'));
    await this.#type('guide-replay', ['replay', join('quarantine', kept)]);
    await this.#edit('exports/children.csv', (text) => text.replace(',X,', ',M,'));
    await this.#type('guide-again', [...run, ...credentials]);
    await this.#edit('exports/children.csv', (text) => text.replaceAll(/999 \d{3} \d{4}/g, ''));
    await this.#type('guide-drift', [...run, ...credentials]);
  }

  async #type(id: string, args: readonly string[]): Promise<void> {
    // Who reads the guide has installed the command; from the repository it is `npm start --`.
    const said = (await contactpoint(args, this.#folder)).replaceAll('npm start -- ', 'contactpoint ');
    this.#shown.set(id, `$ contactpoint ${steadyQuarantine(args.join(' '))}\n${said}`);
  }

  #at(...path: readonly string[]): string {
    return join(this.#folder, ...path);
  }

  #read(path: string): Promise<string> {
    return readFile(this.#at(path), 'utf8');
  }

  /** Byte for byte, whatever the encoding of the file. */
  async #edit(path: string, change: (text: string) => string): Promise<void> {
    const before = await readFile(this.#at(path), 'latin1');
    const after = change(before);
    if (after === before) throw new Error(`${path} has nothing to change`);
    await writeFile(this.#at(path), after, 'latin1');
  }
}

function changeRules(draft: string): string {
  return CHANGES.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The draft no longer says: ${from}`);
    return text.replace(from, to);
  }, draft);
}
