import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { JsonLine } from './json-lines.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** A command line in a process of its own, as a scheduler or a person starts it. */
export interface CliProcess {
  readonly process: ChildProcessWithoutNullStreams;
  /** What it wrote to standard error so far. */
  readonly text: () => string;
  /** What it wrote with `--json` so far. */
  readonly objects: readonly JsonLine[];
  /** Resolves with the first line of this type, or rejects when the process ends without one. */
  waitFor(type: string, holds?: (line: JsonLine) => boolean): Promise<JsonLine>;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Starts `contactpoint` from source; `env` is added to this process's own. */
export function startCli(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): CliProcess {
  const child = spawn(
    process.execPath,
    ['--conditions=@contactpoint/source', '--no-warnings', MAIN, ...args],
    {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
    },
  );
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const objects: JsonLine[] = [];
  const waiting = new Set<(line: JsonLine) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const object = JSON.parse(line) as JsonLine;
    objects.push(object);
    waiting.forEach((tell) => tell(object));
  });
  const ended = once(child, 'close').then(
    ([code, signal]) => (code as number | null) ?? (signal as NodeJS.Signals),
  );
  return {
    process: child,
    text: () => text,
    objects,
    ended,
    waitFor(type, holds = () => true) {
      const fits = (line: JsonLine) => line.type === type && holds(line);
      const found = objects.find(fits);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        waiting.add((line) => fits(line) && resolve(line));
        void ended.then((end) => reject(new Error(`ended with ${end} before it wrote ${type}:\n${text}`)));
      });
    },
  };
}

/** A directory in a process of its own, with what it was asked. */
export interface ServedDirectory {
  readonly url: string;
  readonly credentials: string;
  /** How often this operation was answered with success. */
  answered(operation: string): number;
  readonly cli: CliProcess;
  stop(): Promise<void>;
}

/** Starts `contactpoint serve` with its database in this folder; 0 is a free port. */
export async function startServe(
  folder: string,
  systems: readonly string[],
  port = 0,
): Promise<ServedDirectory> {
  const sources = systems.flatMap((system) => ['--source', system]);
  const cli = startCli(
    ['serve', '--json', '--port', String(port), '--db', 'sqlite:directory.sqlite', ...sources],
    folder,
  );
  const { url, credentialsFile } = await cli.waitFor('listening');
  return {
    url: String(url),
    credentials: String(credentialsFile),
    cli,
    answered: (operation) =>
      cli.objects.filter((line) => line['operation'] === operation && line['status'] === 200).length,
    async stop() {
      cli.process.kill('SIGTERM');
      await cli.ended;
    },
  };
}
