import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createError } from '@contactpoint/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../feeds/feed.ts';
import { createWatchFeed, type WatchOptions } from './watch-feed.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
let clock = 0;
const NOW = 1_772_000_000_000;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'contactpoint-watch-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const open = (options: Partial<WatchOptions> = {}): ReturnType<typeof createWatchFeed> =>
  createWatchFeed({
    folder,
    pattern: '*.csv',
    done: at('done'),
    failed: at('failed'),
    stableInMs: 20,
    pollInMs: 10,
    once: true,
    now: () => NOW,
    monotonic: () => (clock += 20),
    ...options,
  });
const put = (name: string, text: string, secondsAgo = 0): void => {
  writeFileSync(at(name), text);
  utimesSync(at(name), NOW / 1000 - secondsAgo, NOW / 1000 - secondsAgo);
};
async function textOf({ file }: Delivery): Promise<string> {
  let text = '';
  for await (const chunk of file.open()) text += Buffer.from(chunk).toString();
  return text;
}

describe('a watched folder', () => {
  it('gives its files oldest first and moves them away once they are taken', async () => {
    put('b.csv', 'second', 10);
    put('a.csv', 'third', 5);
    put('c.csv', 'first', 20);
    const taken: string[] = [];
    for await (const delivery of open().deliveries()) {
      expect(existsSync(delivery.file.name)).toBe(true);
      taken.push(await textOf(delivery));
      await delivery.accept();
      expect(existsSync(delivery.file.name)).toBe(false);
    }
    expect(taken).toEqual(['first', 'second', 'third']);
    expect(readdirSync(at('done')).sort()).toEqual(['a.csv', 'b.csv', 'c.csv']);
  });

  it('waits until a file is whole', async () => {
    put('grows.csv', 'one');
    let looks = 0;
    const monotonic = (): number => {
      looks++;
      if (looks === 2) appendFileSync(at('grows.csv'), ' two');
      return looks * 30;
    };
    const feed = open({ stableInMs: 60, monotonic });
    for await (const delivery of feed.deliveries()) {
      expect(await textOf(delivery)).toBe('one two');
      await delivery.accept();
    }
  });

  it('leaves alone what is not asked for, not finished, or no plain file', async () => {
    for (const name of ['other.txt', '.hidden.csv', 'x.csv.part', 'x.csv.tmp']) put(name, 'x');
    mkdirSync(at('folder.csv'));
    symlinkSync('/etc/passwd', at('link.csv'));
    for await (const delivery of open().deliveries()) expect.unreachable(delivery.file.name);
    expect(readdirSync(folder)).toContain('link.csv');
  });

  it('puts a refused file aside with a note for its owner alone', async () => {
    put('bad.csv', 'x');
    const error = createError('csv.header-missing', {
      values: { file: 'bad.csv', reason: 'nothing is there' },
    });
    for await (const delivery of open().deliveries()) await delivery.refuse(error);
    expect(readFileSync(at('failed/bad.csv'), 'utf8')).toBe('x');
    expect(readFileSync(at('failed/bad.csv.error.txt'), 'utf8')).toMatch(
      /^csv\.header-missing: bad\.csv is empty .*\nCheck that/,
    );
    expect(statSync(at('failed/bad.csv.error.txt')).mode & 0o777).toBe(0o600);
  });

  it('never writes over a file that was taken before', async () => {
    for (const text of ['old', 'new']) {
      put('same.csv', text);
      for await (const delivery of open().deliveries()) await delivery.accept();
    }
    expect(readFileSync(at('done/same.csv'), 'utf8')).toBe('old');
    expect(readFileSync(at(`done/same.${NOW}.csv`), 'utf8')).toBe('new');
  });

  it('gives a file again that was neither taken nor refused', async () => {
    put('again.csv', 'x');
    for await (const delivery of open().deliveries()) {
      expect(delivery.file.name).toContain('again');
      break;
    }
    const seen: string[] = [];
    for await (const delivery of open().deliveries()) {
      seen.push(delivery.file.name);
      await delivery.accept();
    }
    expect(seen).toEqual([at('again.csv')]);
  });

  it('goes on where somebody took a file away, before it was given or while it was read', async () => {
    for (const name of ['a.csv', 'b.csv', 'c.csv']) put(name, name);
    const seen: string[] = [];
    for await (const delivery of open().deliveries()) {
      seen.push(delivery.file.name);
      rmSync(at('a.csv'), { force: true });
      rmSync(at('b.csv'), { force: true });
      await (seen.length === 1 ? delivery.refuse(createError('file.not-found')) : delivery.accept());
    }
    expect(seen).toEqual([at('a.csv'), at('c.csv')]);
    expect(readdirSync(at('done'))).toEqual(['c.csv']);
  });

  it('leaves a file where it is that is only put off, and gives it again', async () => {
    put('later.csv', 'x');
    const seen: string[] = [];
    for await (const delivery of open().deliveries()) {
      seen.push(delivery.file.name);
      await (seen.length === 1 ? delivery.refuse(createError('client.network')) : delivery.accept());
    }
    expect(seen).toEqual([at('later.csv'), at('later.csv')]);
    expect(readdirSync(at('failed'))).toEqual([]);
  });

  it('waits for files that come later, until it is told to stop', async () => {
    const stop = new AbortController();
    setTimeout(() => put('late.csv', 'late'), 30);
    const reading = (async () => {
      for await (const delivery of open({ once: false }).deliveries({ signal: stop.signal })) {
        expect(await textOf(delivery)).toBe('late');
        await delivery.accept();
        stop.abort(new Error('stopped by hand'));
      }
    })();
    await expect(reading).rejects.toThrow('stopped by hand');
  });

  it('must be there', async () => {
    const feed = open({ folder: at('none') });
    const reading = (async () => {
      for await (const delivery of feed.deliveries()) expect.unreachable(delivery.file.name);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'file.not-readable' });
  });
});
