import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startReferenceServer, type ReferenceServer } from '@contactpoint/reference-server';
import { createContactPoint, credentialsAuth, isContactPointError } from '@contactpoint/sdk';
import { axiosTransport } from '@contactpoint/sdk/axios';
import { describeServer, inventRecords } from '@contactpoint/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../apps/cli/src/run-cli.ts';
import { createTestTerminal } from '../../apps/cli/tests/test-terminal.ts';
import {
  type DatabasePair,
  startPostgres,
  type TestServer,
} from '../../packages/store/tests/start-postgres.ts';

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return isContactPointError(error) ? error.code : 'none';
};

const runner = {
  describe: (name: string, body: () => void) => void describe(name, body),
  it: (name: string, body: () => Promise<void>) => void it(name, body),
  equal: (actual: unknown, expected: unknown) => expect(actual).toEqual(expected),
};

describe.skipIf(process.env['CONTACTPOINT_CHECK'] === undefined)(
  'a directory served from PostgreSQL (npm run check)',
  () => {
    let postgres: TestServer;
    let folder: string;
    beforeAll(async () => {
      postgres = await startPostgres();
      folder = await mkdtemp(join(tmpdir(), 'contactpoint-serve-postgres-'));
    });
    afterAll(async () => {
      await postgres.stop();
      await rm(folder, { recursive: true });
    });

    const servers: ReferenceServer[] = [];
    let pair: DatabasePair | undefined;
    afterEach(async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
      if (pair !== undefined) await postgres.returnPair(pair);
      pair = undefined;
    });
    /** One more process of the directory of this test. */
    const start = async (secret = 'shared'): Promise<ReferenceServer> => {
      pair ??= await postgres.takePair();
      const server = await startReferenceServer({
        db: pair.url,
        secretFile: join(folder, `${pair.name}-${secret}.secret`),
        sources: ['wirral-ics'],
      });
      servers.push(server);
      return server;
    };
    const clientOf = ({ url, credentials }: ReferenceServer) =>
      createContactPoint({
        baseUrl: url,
        auth: credentialsAuth(credentials),
        transport: axiosTransport({ proxy: 'none' }),
      });

    describeServer(runner, {
      open: async () => {
        const server = await start();
        const { url: baseUrl, credentials, close } = server;
        return { baseUrl, credentials, now: Date.now, send: (request) => fetch(request), close };
      },
    });

    it('what one process takes in another one knows', async () => {
      const [one, other] = [await start(), await start()];
      const records = inventRecords(3, { suppliedAt: new Date().toISOString() });
      const taken = await clientOf(one).submissions.submit(records);
      expect(taken.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
      const again = await clientOf(other).submissions.submit(records);
      expect(again.map(({ outcome, childRef }) => [outcome, childRef])).toEqual(
        taken.map(({ childRef }) => ['unchanged', childRef]),
      );
    });

    it('makes its secret with the database, for its owner alone, and never another one for it', async () => {
      await start('first');
      const made = (await readdir(folder)).filter((name) => name.includes('-first.'));
      expect(made.toSorted()).toEqual([`${pair?.name}-first.credentials.json`, `${pair?.name}-first.secret`]);
      for (const name of made) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      expect(await codeOf(start('second'))).toBe('serve.secret-unusable');
      await start('first');
    });

    it('is served with no other secret than its own', async () => {
      await start('own');
      await writeFile(join(folder, `${pair?.name}-other.secret`), 'ab'.repeat(32));
      expect(await codeOf(start('other'))).toBe('serve.secret-unusable');
    });

    it('is started by the command line, which shows no password', async () => {
      pair ??= await postgres.takePair();
      const terminal = createTestTerminal({ realTime: true });
      const secret = join(folder, 'cli.secret');
      const words = ['serve', '--db', pair.url, '--secret', secret, '--port', '0', '--json'];
      const ended = runCli(words, terminal);
      const { url } = (await terminal.waitFor('listening')) as { readonly url?: unknown };
      expect((await fetch(`${String(url)}/health`)).status).toBe(200);
      terminal.interrupt();
      expect(await ended).toBe(0);
      expect(terminal.people.text).toContain(
        `postgres://contactpoint@127.0.0.1:${postgres.port}/${pair.name}`,
      );
      expect(terminal.people.text + terminal.machine.text).not.toContain('p-mere');
    });
  },
);
