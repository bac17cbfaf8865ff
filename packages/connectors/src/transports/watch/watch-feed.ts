import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { watch } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createError, isContactPointError, type ContactPointError } from '@contactpoint/contract';
import type { Delivery, Feed } from '../../feeds/feed.ts';
import { openFile } from '../file/open-file.ts';

/** Which folder is watched, and when a file in it is whole. */
export interface WatchOptions {
  readonly folder: string;
  /** Names of files that are taken; others are left alone. */
  readonly pattern: string;
  /** Taken files go there; `done` in the folder itself. */
  readonly done: string;
  /** Files that could not be taken go there, each with a note. */
  readonly failed: string;
  /** A file is whole when its size and time have stayed the same for so long. */
  readonly stableInMs: number;
  /** How often the folder is looked through; its own events only make it sooner. */
  readonly pollInMs: number;
  /** Whether to end when the folder holds nothing more, instead of waiting. */
  readonly once: boolean;
  /** Milliseconds since 1970, for the names of files that would collide. */
  readonly now: () => number;
  /** Milliseconds that only ever go forward, for how long a file has stayed the same. */
  readonly monotonic: () => number;
}

/** What a file looked like when it was seen last, and since when it has looked so. */
interface Sighting {
  readonly look: string;
  readonly since: number;
}

/**
 * Takes whole files out of a folder, the oldest first, one at a time. A file leaves the folder only when it has
 * been taken or refused, so what a crash interrupts is found again.
 */
export function createWatchFeed(options: WatchOptions): Feed {
  return {
    deliveries: (read = {}) => watchFolder(options, read.signal),
    close: () => Promise.resolve(),
  };
}

async function* watchFolder(
  options: WatchOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Delivery> {
  await prepareFolders(options);
  const sightings = new Map<string, Sighting>();
  const bell = new FolderBell(options.folder);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { whole, growing } = await look(options, sightings);
      whole.forEach((name) => sightings.delete(name));
      yield* deliverEach(whole, options, signal);
      if (whole.length > 0) continue;
      if (options.once && growing === 0) return;
      await bell.wait(
        growing > 0 ? Math.min(options.stableInMs, options.pollInMs) : options.pollInMs,
        signal,
      );
    }
  } finally {
    bell.close();
  }
}

async function* deliverEach(
  names: readonly string[],
  options: WatchOptions,
  signal: AbortSignal | undefined,
): AsyncGenerator<Delivery> {
  for (const name of names) {
    signal?.throwIfAborted();
    const delivery = await deliver(name, options);
    if (delivery !== undefined) yield delivery;
  }
}

/** The names of files that are whole, oldest first, and how many are not yet. */
async function look(
  options: WatchOptions,
  sightings: Map<string, Sighting>,
): Promise<{ readonly whole: readonly string[]; readonly growing: number }> {
  const whole: { readonly name: string; readonly modified: number }[] = [];
  const present = new Set<string>();
  const entries = await readdir(options.folder, { withFileTypes: true });
  for (const entry of entries) {
    // A link may lead anywhere, a pipe may never end: only plain files are taken.
    if (!entry.isFile() || !matchesGlob(entry.name, options.pattern) || isUnderway(entry.name)) continue;
    const facts = await stat(join(options.folder, entry.name)).catch(() => undefined);
    if (facts === undefined) continue;
    present.add(entry.name);
    const now = options.monotonic();
    const sighted = `${facts.size} ${facts.mtimeMs}`;
    const before = sightings.get(entry.name);
    if (before?.look !== sighted) sightings.set(entry.name, { look: sighted, since: now });
    else if (now - before.since >= options.stableInMs)
      whole.push({ name: entry.name, modified: facts.mtimeMs });
  }
  for (const name of sightings.keys()) if (!present.has(name)) sightings.delete(name);
  whole.sort((a, b) => a.modified - b.modified || (a.name < b.name ? -1 : 1));
  return { whole: whole.map(({ name }) => name), growing: present.size - whole.length };
}

/** Names under which programs write files that they will rename when done. */
function isUnderway(name: string): boolean {
  return name.startsWith('.') || /\.(tmp|part|partial|filepart|crdownload)$/i.test(name);
}

/** Undefined for a file that somebody took away meanwhile. */
async function deliver(name: string, options: WatchOptions): Promise<Delivery | undefined> {
  const path = join(options.folder, name);
  const file = await openFile(path).catch((error: unknown) => {
    if (isContactPointError(error) && error.code === 'file.not-found') return undefined;
    throw error;
  });
  if (file === undefined) return undefined;
  return {
    file,
    accept: async () => {
      await moveTo(options.done, { path, name, now: options.now });
    },
    refuse: async (error) => {
      // Put off: it is found again.
      if (error.recovery === 'retry') return;
      const moved = await moveTo(options.failed, { path, name, now: options.now });
      await writeFile(`${moved}.error.txt`, describe(error), { mode: 0o600 });
    },
  };
}

/**
 * Moves a file into a folder under its own name, or with the time before its ending where that name is taken. One
 * that somebody took away meanwhile cannot be moved, nor come again.
 */
async function moveTo(
  folder: string,
  { path, name, now }: { readonly path: string; readonly name: string; readonly now: () => number },
): Promise<string> {
  const plain = join(folder, name);
  const isTaken = await stat(plain).then(() => true, () => false); // prettier-ignore
  const target = isTaken ? join(folder, name.replace(/(\.[^.]*)?$/, `.${now()}$1`)) : plain;
  await rename(path, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return target;
}

function describe(error: ContactPointError): string {
  const where = error.where === undefined ? '' : `\n${error.where}`;
  const suggestion = error.suggestion === undefined ? '' : `\n${error.suggestion}`;
  return `${error.code}: ${error.message}${where}${suggestion}\n`;
}

async function prepareFolders({ folder, done, failed }: WatchOptions): Promise<void> {
  try {
    await readdir(folder);
    for (const target of [done, failed]) await mkdir(target, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw createError('file.not-readable', { values: { file: folder, reason }, cause });
  }
}

/** Rings when something happens in a folder. Networks drives may never ring, so nothing relies on it. */
class FolderBell {
  readonly #watcher: ReturnType<typeof watch> | undefined;
  #ring: (() => void) | undefined;

  constructor(folder: string) {
    try {
      this.#watcher = watch(folder, { persistent: false }, () => this.#ring?.());
      this.#watcher.on('error', () => this.close());
    } catch {
      this.#watcher = undefined;
    }
  }

  /** Until something happens, the time is over, or the signal says to stop. */
  async wait(timeInMs: number, signal: AbortSignal | undefined): Promise<void> {
    const rung = new AbortController();
    this.#ring = () => rung.abort();
    const stop = signal === undefined ? rung.signal : AbortSignal.any([rung.signal, signal]);
    await wait(timeInMs, undefined, { signal: stop }).catch(() => undefined);
    this.#ring = undefined;
  }

  close(): void {
    this.#watcher?.close();
  }
}
