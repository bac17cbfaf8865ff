import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger } from '@contactpoint/adapter';
import { describeLedger, describeLedgerRuns } from '@contactpoint/adapter/suite';
import { createNodeCrypto } from '@contactpoint/contract/crypto/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteLedger } from './ledger.ts';

const equal = (actual: unknown, expected: unknown) => expect(actual).toEqual(expected);

function createFolder(): string {
  return mkdtempSync(join(tmpdir(), 'contactpoint-ledger-'));
}

describe('in SQLite', () => {
  const createHome = async () => {
    const folder = createFolder();
    const path = join(folder, 'state.sqlite');
    return {
      open: ({ system = 'test' } = {}) => openSqliteLedger({ path, system }),
      // Closing the connection is all that the end of a process does to the file; real kills are tested below.
      kill: (ledger: Ledger) => ledger.close(),
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  };
  describeLedger({ describe, it, equal }, createHome);
  describeLedgerRuns({ describe, it, equal }, createHome, createNodeCrypto());

  it('is readable by its owner alone', async () => {
    const folder = createFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'state.sqlite');
    const ledger = await openSqliteLedger({ path, system: 'test' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await ledger.close();
  });

  it('says that a file is no ledger', async () => {
    const folder = createFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'state.sqlite');
    writeFileSync(path, 'This is a letter, and longer than the head of a database: '.repeat(20));
    await expect(openSqliteLedger({ path, system: 'test' })).rejects.toMatchObject({
      code: 'run.ledger-unreadable',
    });
  });

  it('names the process that holds it, and is free once that was killed', async () => {
    const folder = createFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'state.sqlite');
    const script = join(import.meta.dirname, '../../tests/hold-ledger.ts');
    const holder = fork(script, [path], { execArgv: ['--conditions=@contactpoint/source', '--no-warnings'] });
    await once(holder, 'message');
    await expect(openSqliteLedger({ path, system: 'test' })).rejects.toMatchObject({
      code: 'run.ledger-locked',
      message: expect.stringContaining(`process ${holder.pid} on `) as string,
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const ledger = await openSqliteLedger({ path, system: 'test' });
    expect(await ledger.find(['saved before the kill'])).toEqual([{ fingerprint: 'f', run: 1 }]);
    await ledger.close();
  });
});
