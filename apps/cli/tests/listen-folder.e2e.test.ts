import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useDirectory } from './use-directory.ts';

const directory = useDirectory(['northmere-roll']);
const { inFolder, withMapping, write } = directory;
const listen = (...words: readonly string[]) => withMapping('listen', ...words);

const ROLL = `mapping: 1
name: A school roll
source: { system: northmere-roll }
inputs:
  pupils: { format: csv, file: 'pupils*.csv', stableInSeconds: 0, pollInSeconds: 1 }
record: { each: pupils, id: Id }
child:
  names: [{ use: current, family: Family }]
`;
const toRoll = (count: number, header = 'Id,Family'): string =>
  `${header}\n${Array.from({ length: count }, (_, index) => `R${index},Invented${index}\n`).join('')}`;

describe('A listener', () => {
  test('takes files out of a folder, each to done or with a note to failed, and a guard still holds', async () => {
    write(
      'mapping.yaml',
      ROLL.replace(
        ', stableInSeconds: 0, pollInSeconds: 1',
        ', transport: watch, folder: incoming, pattern: "*.csv", stableInSeconds: 0, pollInSeconds: 1',
      ),
    );
    mkdirSync(inFolder('incoming'));
    const put = (name: string, text: string): void => {
      write(`incoming/.${name}`, text);
      renameSync(inFolder(`incoming/.${name}`), inFolder(`incoming/${name}`));
    };
    const ended = listen();
    await directory.terminal.waitFor('listening');
    put('pupils-1.csv', toRoll(60));
    await directory.terminal.waitFor('delivery');
    put('pupils-2.csv', toRoll(60, 'Number,Family'));
    await directory.terminal.waitFor('refused', ({ file }) => String(file).endsWith('pupils-2.csv'));
    put('pupils-3.csv', toRoll(20));
    await directory.terminal.waitFor('refused', ({ code }) => code === 'feed.delivery-stopped');
    put('pupils-4.csv', toRoll(62));
    await directory.terminal.waitFor('delivery', ({ file }) => String(file).endsWith('pupils-4.csv'));
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    expect(readdirSync(inFolder('incoming/done')).sort()).toEqual(['pupils-1.csv', 'pupils-4.csv']);
    const failed = ['pupils-2.csv', 'pupils-2.csv.error.txt', 'pupils-3.csv', 'pupils-3.csv.error.txt'];
    expect(readdirSync(inFolder('incoming/failed')).sort()).toEqual(failed);
    expect(readFileSync(inFolder('incoming/failed/pupils-3.csv.error.txt'), 'utf8')).toContain(
      'last time it had 60',
    );
  });

  test('watches a folder that only the command line names, for the files that the mapping reads', async () => {
    write('mapping.yaml', ROLL.replace('stableInSeconds: 0, pollInSeconds: 1', 'encoding: utf-8'));
    mkdirSync(inFolder('incoming'));
    write('incoming/notes.txt', 'left alone');
    const ended = listen('--watch', inFolder('incoming'));
    expect(await directory.terminal.waitFor('listening')).toMatchObject({
      transport: 'watch',
      folder: inFolder('incoming'),
    });
    directory.terminal.interrupt();
    expect(await ended).toBe(130);
    expect(directory.terminal.objects.at(-1)).toEqual({ type: 'interrupted', exitCode: 130 });
    expect(directory.terminal.people.text).toContain('It is safe to run the same command again.');
    expect(existsSync(inFolder('incoming/notes.txt'))).toBe(true);
  });
});
