import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const START = fileURLToPath(new URL('../setup/contactpoint.mjs', import.meta.url));

/** Starts `contactpoint` as a person in this folder would. */
export function start(args: readonly string[], folder: string): ChildProcessByStdio<null, null, Readable> {
  const environment = { ...process.env, INIT_CWD: folder, NO_COLOR: '1' };
  return spawn(process.execPath, [START, ...args], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Everything that the command says to a person, without what differs from run to run. */
export async function contactpoint(args: readonly string[], folder: string): Promise<string> {
  const child = start(args, folder);
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  await once(child, 'close');
  return steady(text).trim();
}

/** Sets another time into the name of a run's quarantine; a second run in one second has a number behind it. */
export const steadyQuarantine = (text: string): string =>
  text.replaceAll(/\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(-\d+)?/g, '2026-11-20T02-00-00');

/** Takes out times, ports and temporary names, which say nothing to a reader. */
function steady(text: string): string {
  return steadyQuarantine(text)
    .replaceAll(/contactpoint-demo-\w+/g, 'contactpoint-demo')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
    .split('\n')
    .filter((line) => !/^\s+[\d.]+ (s|min|ms), .*started /.test(line) && !/^Sending|^Reading/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** Starts a directory in a folder, works with it and stops it. */
export async function withDirectory<T>(folder: string, source: string, work: () => Promise<T>): Promise<T> {
  const serve = start(['serve', '--port', '0', '--source', source], folder);
  try {
    await printed(serve.stderr, 'Ctrl-C');
    return await work();
  } finally {
    serve.kill('SIGINT');
    if (serve.exitCode === null) await once(serve, 'exit');
  }
}

async function printed(stream: Readable, text: string): Promise<void> {
  let seen = '';
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    seen += String(chunk);
    if (seen.includes(text)) return void stream.resume();
  }
  throw new Error(`The directory ended without saying "${text}":\n${seen}`);
}
