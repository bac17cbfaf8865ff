import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import {
  startReferenceServer,
  type ReferenceServer,
  type ReferenceServerOptions,
} from '@contactpoint/reference-server';
import { createError } from '@contactpoint/contract';
import { quoteWord } from '../../arguments/quote-word.ts';
import type { CommandRun, OptionValues } from '../../arguments/define-command.ts';
import { EXIT } from '../../exit-code.ts';
import { createPage, type Page } from '../../print/page.ts';
import type { serveOptions } from './definition.ts';

type RequestLogEntry = Parameters<NonNullable<ReferenceServerOptions['log']>>[0];

const DEFAULT_DB = 'sqlite:contactpoint.sqlite';
/** Where the key of a directory in memory goes when nobody says otherwise; it is worth nothing once that stops. */
const MEMORY_CREDENTIALS = 'contactpoint.memory.credentials.json';
const DEFAULT_PORT = 8080;
/** As the record's schema has it. */
const SYSTEM_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MEMORY_GONE = 'Its records were in memory and are gone.';

/** The reference directory on a port, until it is told to stop. */
export const serve: CommandRun<typeof serveOptions> = async ({ options }, terminal) => {
  const page = createPage(terminal);
  const tell = (line: object) => options.json && terminal.machine.write(`${JSON.stringify(line)}\n`);
  const testMode = options['test-mode'];
  checkWords(options);
  const db = options.db ?? (testMode ? 'memory' : DEFAULT_DB);
  const server = await startReferenceServer({
    db,
    testMode,
    ...wordsOf(options),
    log(entry) {
      printRequest(entry, terminal.now(), page);
      tell({ type: 'request', at: terminal.now().toISOString(), ...entry });
    },
  });
  try {
    const { url, credentials } = server;
    const credentialsFile = await writeCredentials(server, options.credentials);
    page.line(`${page.style.good('●')} ${page.style.strong(url)}`);
    page.labelled('database', withoutPassword(db));
    if (testMode) page.labelled('test mode', 'anybody on this machine may reset it: never with real data');
    page.labelled('sources', credentials.systems.join(', ') || 'none yet: add --source system');
    page.labelled('credentials', credentialsFile);
    page.command(
      'send to it',
      `contactpoint run <mapping> <files> --credentials ${quoteWord(credentialsFile)}`,
    );
    page.labelled('stop', 'Ctrl-C');
    page.line();
    tell({ type: 'listening', url, credentialsFile, systems: credentials.systems });
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
  } finally {
    await server.close();
  }
  page.line(`Stopped. ${db === 'memory' ? MEMORY_GONE : 'Everything that was answered is kept.'}`);
  return EXIT.done;
};

/** What was typed, as the server takes it. */
function wordsOf(
  options: OptionValues<typeof serveOptions>,
): Omit<ReferenceServerOptions, 'db' | 'testMode' | 'log'> {
  return {
    port: options.port ?? DEFAULT_PORT,
    sources: options.source,
    ...(options['keys-db'] !== undefined && { keysDb: options['keys-db'] }),
    ...(options.secret !== undefined && { secretFile: options.secret }),
    ...(options.host !== undefined && { host: options.host }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options['public-url'] !== undefined && { publicUrl: options['public-url'] }),
  };
}

/** Throws `usage.not-a-system` or `client.address-invalid`: what was typed would start, and never work. */
function checkWords(options: OptionValues<typeof serveOptions>): void {
  const { source, 'public-url': publicUrl } = options;
  if (!source.every((id) => SYSTEM_ID_PATTERN.test(id)))
    throw createError('usage.not-a-system', { values: { option: '--source' } });
  if (publicUrl !== undefined && URL.parse(publicUrl)?.protocol !== 'https:')
    throw createError('client.address-invalid', { where: '--public-url' });
}

/** An address as anybody may read it. */
function withoutPassword(db: string): string {
  const url = db.startsWith('postgres') ? URL.parse(db) : null;
  if (url === null) return db;
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}

/** The file with the client's key: the server's own, or written here for its owner alone. */
async function writeCredentials(
  { credentials, credentialsFile }: ReferenceServer,
  asked: string | undefined,
): Promise<string> {
  if (asked === undefined && credentialsFile !== undefined) return credentialsFile;
  const file = asked ?? MEMORY_CREDENTIALS;
  await writeFile(file, `${JSON.stringify(credentials, undefined, 2)}\n`, { mode: 0o600 });
  // An earlier file keeps the mode it had.
  await chmod(file, 0o600);
  return file;
}

/** `02:00:01  200  submitRecords  12 ms` */
function printRequest(
  { status, operation, durationInMs, code }: RequestLogEntry,
  at: Date,
  page: Page,
): void {
  const paint = status < 400 ? page.style.good : status < 500 ? page.style.doubtful : page.style.bad;
  const time = page.style.quiet(at.toTimeString().slice(0, 8));
  page.line(
    `${time}  ${paint(String(status))}  ${operation}  ${durationInMs} ms${code === undefined ? '' : `  ${code}`}`,
  );
}
