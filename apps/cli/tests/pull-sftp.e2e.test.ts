import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSftpServer, type SftpTestServer } from '@contactpoint/connectors/suite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CODES, pupil } from './pupils.ts';
import { useDirectory } from './use-directory.ts';

const WRONG_SECRET = 'canary-of-a-password';

const directory = useDirectory(['mis-files'], { MIS_SECRET: 'secret' });
const { report, withMapping, write } = directory;
const pull = (...words: readonly string[]) => withMapping('pull', ...words);

describe('Files on an SFTP server', () => {
  let files: SftpTestServer;
  beforeEach(async () => (files = await startSftpServer()));
  afterEach(() => files.close());

  const MAPPING = (hostKey: string): string => `mapping: 1
name: A school system by SFTP
source: { system: mis-files }
inputs:
  pupils:
    transport: sftp
    format: csv
    host: 127.0.0.1
    port: ${files.port}
    networks: [loopback]
    user: me
    passwordEnv: MIS_SECRET
    hostKey: ${hostKey}
    folder: /out
    pattern: pupils*.csv
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
  gender: { from: Gender, ${CODES} }
policy: { errorIf: 50% }
`;
  const toCsv = (numbers: readonly number[]): Buffer => {
    const rows = numbers
      .map(pupil)
      .map(({ id, family, gender }) => `${id},${family},${id === 'P2' ? 'X' : gender}`);
    return Buffer.from(`Id,Family,Gender\n${rows.join('\n')}\n`);
  };

  test('are pulled oldest first and put away only once they are sent', async () => {
    files.files.set('/out/pupils-2.csv', { text: toCsv([3, 4]), modified: 2 });
    files.files.set('/out/pupils-1.csv', { text: toCsv([1, 2]), modified: 1 });
    write('mapping.yaml', MAPPING(files.hostKey));
    expect(await pull('--dry-run')).toBe(0);
    expect([...files.files.keys()].sort()).toEqual(['/out/pupils-1.csv', '/out/pupils-2.csv']);

    expect(await pull(), directory.terminal.people.text).toBe(0);
    expect([...files.files.keys()].sort()).toEqual(['/out/done/pupils-1.csv', '/out/done/pupils-2.csv']);
    expect(report().balance).toMatchObject({ read: 4, quarantined: 1, outcomes: { created: 3 } });
    expect(readFileSync(join(report().setAside, 'pupils-1.csv'), 'utf8')).toContain('P2,');
    expect(await pull()).toBe(0);
    expect(directory.terminal.people.text).toContain('Nothing came.');
    expect(directory.terminal.people.text + directory.terminal.machine.text).not.toContain('"secret"');
  });

  test('are not fetched with a password that is wrong: nothing changes by asking again', async () => {
    directory.renewTerminal({ MIS_SECRET: WRONG_SECRET });
    write('mapping.yaml', MAPPING(files.hostKey));
    expect(await pull()).toBe(2);
    expect(directory.terminal.objects.at(-1)).toMatchObject({ code: 'feed.sign-in-refused' });
    expect(files.connections()).toBe(1);
    expect(directory.terminal.people.text + directory.terminal.machine.text).not.toContain(WRONG_SECRET);
  });

  test('are not fetched from a server whose key is another', async () => {
    files.files.set('/out/pupils-1.csv', { text: toCsv([1]), modified: 1 });
    write('mapping.yaml', MAPPING(`SHA256:${'A'.repeat(43)}`));
    expect(await pull()).toBe(3);
    expect(directory.terminal.people.text).toContain('a host key that is not the pinned one');
    expect([...files.files.keys()]).toEqual(['/out/pupils-1.csv']);
  });
});
