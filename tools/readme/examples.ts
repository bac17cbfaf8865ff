import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../setup/contactpoint.mjs', import.meta.url));

/** What a person types and then sees, as it stands in README. */
export interface Example {
  readonly id: string;
  /** Undefined where the example can be run; otherwise why it cannot be here. */
  readonly missing?: string;
  /** Its counts move with the calendar: every day somebody in the file comes of age. */
  readonly ages?: boolean;
  run(): Promise<string>;
}

const corpus = process.env['CONTACTPOINT_CORPUS'];
const needsCorpus = corpus === undefined ? { missing: 'CONTACTPOINT_CORPUS is not set' } : {};

/** The examples of README by the name in their markers. */
export const EXAMPLES: readonly Example[] = [
  { id: 'demo', run: async () => `$ npm start\n${await contactpoint([], tmpdir())}` },
  {
    id: 'school-census',
    ages: true,
    ...needsCorpus,
    run: () =>
      withDirectory('school-census', 'school-census', async (run) => {
        const first = await run('2025_spring_pupilonroll.csv', '2025_spring_pupilnolongeronroll.csv');
        return `${first}\n\n${await run('2025_spring_pupilonroll.csv', '2025_spring_pupilnolongeronroll.csv')}`;
      }),
  },
  {
    id: 'ssda903',
    ages: true,
    ...needsCorpus,
    run: () => withDirectory('ssda903', 'ssda903', (run) => run('header.csv', 'episodes.csv')),
  },
];

/** Starts a directory in an empty folder that also holds the corpus files, as a person would have them. */
async function withDirectory(
  preset: string,
  corpusFolder: string,
  work: (run: (...files: readonly string[]) => Promise<string>) => Promise<string>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-readme-'));
  await cp(join(corpus ?? '', corpusFolder), folder, { recursive: true });
  const serve = start(['serve', '--port', '0', '--source', preset], folder);
  try {
    await printed(serve.stderr, 'Ctrl-C');
    return await work(async (...files) => {
      const args = ['run', preset, ...files, '--credentials', 'contactpoint.sqlite.credentials.json'];
      return `$ contactpoint ${args.join(' ')}\n${await contactpoint(args, folder)}`;
    });
  } finally {
    serve.kill('SIGINT');
    if (serve.exitCode === null) await once(serve, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

function start(args: readonly string[], folder: string): ChildProcessByStdio<null, null, Readable> {
  const environment = { ...process.env, INIT_CWD: folder, NO_COLOR: '1' };
  return spawn(process.execPath, [START, ...args], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Everything that the command says to a person, without what differs from run to run. */
async function contactpoint(args: readonly string[], folder: string): Promise<string> {
  const child = start(args, folder);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  return steady(text).trim();
}

/** Takes out times, ports and temporary names, which say nothing to a reader. */
function steady(text: string): string {
  return text
    .replaceAll(/contactpoint-demo-\w+/g, 'contactpoint-demo')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
    .split('\n')
    .filter((line) => !/^\s+[\d.]+ (s|min|ms), .*started /.test(line) && !/^Sending|^Reading/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

async function printed(stream: Readable, text: string): Promise<void> {
  let seen = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    seen += String(chunk);
    if (seen.includes(text)) return void stream.resume();
  }
  throw new Error(`The directory ended without saying "${text}":\n${seen}`);
}

/** README with the example of this name replaced by what it prints now. */
export function replaceExample(readme: string, id: string, output: string): string {
  const block = new RegExp(`(<!-- example: ${id} -->\\n)[\\s\\S]*?(<!-- /example -->)`);
  if (!block.test(readme)) throw new Error(`README has no example called ${id}`);
  return readme.replace(
    block,
    (_all, open: string, close: string) => `${open}\n\`\`\`console\n${output}\n\`\`\`\n\n${close}`,
  );
}
