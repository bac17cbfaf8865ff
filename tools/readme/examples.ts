import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactpoint, withDirectory } from './command.ts';
import { GUIDE_PARTS, tellGuide } from './guide-story.ts';

/** What a person types and then sees, as it stands in a page. */
export interface Example {
  readonly id: string;
  /** The page, from the root of the repository. */
  readonly page: string;
  /** Undefined where the example can be run; otherwise why it cannot be here. */
  readonly missing?: string;
  /** Its counts move with the calendar: every day somebody in the file comes of age. */
  readonly ages?: boolean;
  /** How the block is painted; `console` unless told. */
  readonly language?: string;
  run(): Promise<string>;
}

const README = 'README.md';
const GUIDE = 'docs/guide/data-managers-guide.md';

const corpus = process.env['CONTACTPOINT_CORPUS'];
const needsCorpus = corpus === undefined ? { missing: 'CONTACTPOINT_CORPUS is not set' } : {};

let guide: ReturnType<typeof tellGuide> | undefined;

/** The examples of all pages by the name in their markers. */
export const EXAMPLES: readonly Example[] = [
  { id: 'demo', page: README, run: async () => `$ npm start\n${await contactpoint([], tmpdir())}` },
  {
    id: 'school-census',
    page: README,
    ages: true,
    ...needsCorpus,
    run: () =>
      runCorpus('school-census', 'school-census', async (run) => {
        const first = await run('2025_spring_pupilonroll.csv', '2025_spring_pupilnolongeronroll.csv');
        return `${first}\n\n${await run('2025_spring_pupilonroll.csv', '2025_spring_pupilnolongeronroll.csv')}`;
      }),
  },
  {
    id: 'ssda903',
    page: README,
    ages: true,
    ...needsCorpus,
    run: () => runCorpus('ssda903', 'ssda903', (run) => run('header.csv', 'episodes.csv')),
  },
  ...GUIDE_PARTS.map(({ id, language }) => ({
    id,
    page: GUIDE,
    ...(language !== undefined && { language }),
    // One story: each part goes on where the one before it ended.
    run: async () => (await (guide ??= tellGuide())).get(id) ?? '',
  })),
];

/** Sends corpus files to a directory of their own, in an empty folder, as a person would have them. */
async function runCorpus(
  preset: string,
  corpusFolder: string,
  work: (run: (...files: readonly string[]) => Promise<string>) => Promise<string>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'contactpoint-readme-'));
  await cp(join(corpus ?? '', corpusFolder), folder, { recursive: true });
  try {
    return await withDirectory(folder, preset, () =>
      work(async (...files) => {
        const args = ['run', preset, ...files, '--credentials', 'contactpoint.sqlite.credentials.json'];
        return `$ contactpoint ${args.join(' ')}\n${await contactpoint(args, folder)}`;
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A page with the example of this name replaced by what it prints now. */
export function replaceExample(page: string, { id, language = 'console' }: Example, output: string): string {
  const block = new RegExp(`(<!-- example: ${id} -->\\n)[\\s\\S]*?(<!-- /example -->)`);
  if (!block.test(page)) throw new Error(`The page has no example called ${id}`);
  return page.replace(
    block,
    (_all, open: string, close: string) => `${open}\n\`\`\`${language}\n${output}\n\`\`\`\n\n${close}`,
  );
}
