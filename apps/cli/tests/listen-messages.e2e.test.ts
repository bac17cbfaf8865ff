import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestAuthority } from '@contactpoint/connectors/suite';
import { createMllpClient } from '@contactpoint/connectors/transports/mllp';
import { describe, expect, test } from 'vitest';
import { foundHospital, toMessage } from './hospital.ts';
import { useDirectory } from './use-directory.ts';

const directory = useDirectory(['northmere-pas']);
const { cli, edit, inFolder, report, withMapping } = directory;
const listen = (...words: readonly string[]) => withMapping('listen', ...words);

/** Sends `last.hl7` with a ledger that knows nothing: what the directory holds already is then `unchanged`. */
async function runAgain() {
  directory.renewTerminal();
  const own = ['--state', inFolder('other.sqlite'), '--credentials', directory.credentials];
  await cli('run', inFolder('mapping.yaml'), `messages=${inFolder('last.hl7')}`, ...own);
  return report().balance;
}

describe('A listener', () => {
  test('applies what it is told of one child in the order told, however many messages come at once', async () => {
    const hospital = foundHospital(directory.folder);
    const ended = listen();
    const { port } = await directory.terminal.waitFor('listening');
    const line = hospital.call(Number(port));
    const moves = Array.from({ length: 60 }, (_, index) => toMessage({ child: 7, moves: index }, index));
    const others = Array.from({ length: 60 }, (_, index) =>
      toMessage({ child: 100 + index, moves: 0 }, 100 + index),
    );
    const answers = await Promise.all(
      moves.flatMap((move, index) => [line.send(move), line.send(others[index]!)]),
    );
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['AA']));
    await line.close();
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    expect(report().balance).toMatchObject({
      read: 120,
      quarantined: 0,
      outcomes: { created: 61, updated: 59 },
    });

    // The last of them is what the directory holds.
    writeFileSync(inFolder('last.hl7'), moves.at(-1)!);
    expect(await runAgain()).toMatchObject({ read: 1, outcomes: { unchanged: 1 } });
  });

  test('HL7-05: lets no older message overwrite a newer one, in whatever order they arrive', async () => {
    const hospital = foundHospital(directory.folder);
    const ended = listen();
    const { port } = await directory.terminal.waitFor('listening');
    const line = hospital.call(Number(port));
    const [older, newer] = [3, 5].map((moves) => toMessage({ child: 400, moves }, moves)) as [
      Uint8Array,
      Uint8Array,
    ];
    for (const message of [newer, older]) expect(await line.send(message)).toMatchObject({ code: 'AA' });
    await line.close();
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    writeFileSync(inFolder('last.hl7'), newer);
    expect(await runAgain()).toMatchObject({ read: 1, outcomes: { unchanged: 1 } });
  });

  test('keeps a message that it cannot send as it came, for a person to repair and replay', async () => {
    const hospital = foundHospital(directory.folder);
    const ended = listen();
    const { port } = await directory.terminal.waitFor('listening');
    const line = hospital.call(Number(port));
    const broken = Buffer.from(
      Buffer.from(toMessage({ child: 300, moves: 0 }, 300))
        .toString()
        .replace('N300^^^RNM', '^^^RNM'),
    );
    const sent = [broken, toMessage({ child: 301, moves: 0 }, 301)];
    expect(await Promise.all(sent.map((message) => line.send(message)))).toMatchObject([
      { code: 'AA' },
      { code: 'AA' },
    ]);
    // Before the listener ends: what is acknowledged must be there even if it is killed now.
    const [day = ''] = readdirSync(inFolder('quarantine')).map((name) => join(inFolder('quarantine'), name));
    expect(readFileSync(join(day, 'messages.hl7'))).toEqual(
      Buffer.concat([broken.subarray(0, -1), Buffer.from('\r')]),
    );
    expect(readFileSync(join(day, 'issues.csv'), 'utf8')).toMatch(
      /^messages\.hl7,1,.*mapping\.no-record-id/m,
    );
    await line.close();
    directory.terminal.interrupt();
    expect(await ended).toBe(130);

    const kept = readFileSync(join(day, 'messages.hl7'), 'utf8');
    writeFileSync(join(day, 'messages.hl7'), kept.replace('||^^^RNM', '||N300^^^RNM'));
    directory.renewTerminal();
    expect(await cli('replay', day)).toBe(0);
  });

  test('keeps what the directory rejects, but nobody whom it must not know', async () => {
    const hospital = foundHospital(directory.folder);
    const ended = listen();
    const { port } = await directory.terminal.waitFor('listening');
    const line = hospital.call(Number(port));
    const change = (child: number, from: string, to: string): Buffer =>
      Buffer.from(
        Buffer.from(toMessage({ child, moves: 0 }, child))
          .toString()
          .replace(new RegExp(from), to),
      );
    const ahead = change(501, '\\|2020\\d{10}\\|', '|20990101000000|');
    const adult = change(502, '\\|\\|20\\d{6}\\|', '||19600309|');
    const answers = await Promise.all([ahead, adult].map((message) => line.send(message)));
    expect(answers.map(({ code }) => code)).toEqual(['AA', 'AA']);
    await line.close();
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    expect(report().balance).toMatchObject({ read: 2, outcomes: { rejected: 2 } });
    const [day = ''] = readdirSync(inFolder('quarantine')).map((name) => join(inFolder('quarantine'), name));
    expect(readFileSync(join(day, 'messages.hl7'))).toEqual(ahead);
    expect(readFileSync(join(day, 'issues.csv'), 'utf8')).toMatch(
      /^messages\.hl7,1,.*directory\.supplied-in-future/m,
    );
    expect(readFileSync(join(day, 'issues.csv'), 'utf8').trim().split('\r\n')).toHaveLength(2);
  });

  test('takes nothing from a sender that shows no certificate, or one that somebody else signed', async () => {
    const hospital = foundHospital(directory.folder);
    const ended = listen();
    const { port } = await directory.terminal.waitFor('listening');
    const stranger = createTestAuthority('Another').issue('pas.northmere.example');
    for (const credentials of [stranger, undefined]) {
      const line = createMllpClient({
        host: '127.0.0.1',
        port: Number(port),
        tls: { ...(credentials as typeof stranger), ca: hospital.authority, servername: 'localhost' },
        timeoutInMs: 5_000,
      });
      await expect(line.send(toMessage({ child: 1, moves: 0 }, 1))).rejects.toMatchObject({
        code: 'feed.no-answer',
      });
    }
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    expect(directory.terminal.objects.filter(({ type }) => type === 'delivery')).toEqual([]);
  });

  test.each<[string, (text: string) => string, readonly string[], number, string]>([
    ['others may connect and nobody asks who they are', (text) => text.replace(/ +(cert|keyFile|ca): .*\n/g, '').replace('port: 0', 'host: 0.0.0.0'), [], 2, 'mllp.public-without-tls'],
    ['a certificate has no key', (text) => text.replace(/ +keyFile: .*\n/, ''), [], 2, 'input.option-wrong'],
    ['a certificate is not there', (text) => text.replace('server.pem', 'none.pem'), [], 3, 'file.not-readable'],
    ['no input says how its records come', (text) => text.replace('transport: mllp', 'file: adt.hl7').replace(/ +(port|cert|keyFile|ca|messages): .*\n/g, ''), [], 2, 'usage.no-feed'],
    ['the input is one to pull', (text) => text.replace('transport: mllp', 'transport: sftp'), [], 2, 'usage.other-feed'],
    ['messages are said to be a whole export', (text) => text.replace('id: ', 'snapshot: true, id: '), [], 2, 'input.feed-no-snapshot'],
    ['both ways are asked for', (text) => text, ['--mllp', '0', '--watch', '.'], 2, 'usage.not-together'],
    ['an option is not known', (text) => text.replace('port: 0', 'prot: 0'), [], 2, 'input.option-wrong'],
  ])('says what to do where %s', async (_, change, words, exitCode, code) => {
    foundHospital(directory.folder);
    edit('mapping.yaml', change);
    expect(await listen(...words), directory.terminal.people.text).toBe(exitCode);
    expect(directory.terminal.objects.at(-1)).toMatchObject({ type: 'error', code });
    expect(directory.terminal.people.text).toContain('what to do');
  }); // prettier-ignore

  test('is alone: a second one for the same source says who listens', async () => {
    foundHospital(directory.folder);
    const ended = listen();
    await directory.terminal.waitFor('listening');
    const first = directory.terminal;
    directory.renewTerminal();
    expect(await listen()).toBe(3);
    expect(directory.terminal.objects.at(-1)).toMatchObject({ code: 'run.ledger-locked' });
    first.interrupt();
    await ended;
  });
});
