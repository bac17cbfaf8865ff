import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { runCli } from '../src/run-cli.ts';
import { lastReport, type Report } from './json-lines.ts';
import { createTestTerminal, type TestTerminal } from './test-terminal.ts';

/** What a test with a directory works with; folder and terminal are new for each. */
export interface DirectoryTest {
  readonly folder: string;
  readonly terminal: TestTerminal;
  /** The directory's credentials file. */
  readonly credentials: string;
  /** The path of a file in the folder. */
  readonly inFolder: (name: string) => string;
  readonly write: (name: string, text: string) => void;
  readonly edit: (name: string, change: (text: string) => string) => void;
  /** Runs a command with `--json` on the terminal; its exit code. */
  readonly cli: (...words: readonly string[]) => Promise<number>;
  /** Runs a command on `mapping.yaml` against the directory; what it keeps back goes into the folder. */
  readonly withMapping: (command: string, ...words: readonly string[]) => Promise<number>;
  /** What the last report on the terminal says. */
  readonly report: () => Report;
  /** Puts a new terminal in the place of this one, with these environment variables. */
  readonly renewTerminal: (env?: TestTerminal['env']) => void;
}

/** Gives the tests of a file a directory that knows these sources, and each test a folder and a terminal. */
export function useDirectory(sources: readonly string[], env: TestTerminal['env'] = {}): DirectoryTest {
  const root = mkdtempSync(join(tmpdir(), 'contactpoint-cli-test-'));
  const inFolder = (name: string): string => join(folder, name);
  const renewTerminal = (own = env): void =>
    void (terminal = createTestTerminal({ realTime: true, env: own }));
  const cli = async (...words: readonly string[]): Promise<number> => {
    const own = terminal;
    try {
      return await runCli([...words, '--json'], own);
    } finally {
      own.endWaits();
    }
  };
  const credentials = (): string => resolve(server.credentialsFile ?? '');
  let server: ReferenceServer;
  let folder: string;
  let terminal: TestTerminal;
  beforeAll(async () => {
    server = await startReferenceServer({ db: `sqlite:${join(root, 'directory.sqlite')}`, sources });
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'case-'));
    renewTerminal();
  });
  return {
    get folder() {
      return folder;
    },
    get terminal() {
      return terminal;
    },
    get credentials() {
      return credentials();
    },
    inFolder,
    write: (name, text) => writeFileSync(inFolder(name), text),
    edit: (name, change) => writeFileSync(inFolder(name), change(readFileSync(inFolder(name), 'utf8'))),
    cli,
    withMapping(command, ...words) {
      const own = ['--credentials', credentials(), '--quarantine', inFolder('quarantine')];
      return cli(command, inFolder('mapping.yaml'), ...words, ...own);
    },
    report: () => lastReport(terminal),
    renewTerminal,
  };
}
