import { readFile } from 'node:fs/promises';
import { createError } from '@contactpoint/contract';
import { parseJson } from '@contactpoint/contract/json';
import type { FeedState } from './feed.ts';
import { replaceFile } from './replace-file.ts';

type State = Readonly<Record<string, string>>;

/** A feed's state in a file of its own, readable by its owner alone; replaced whole, never written over. */
export function createFileState(path: string): FeedState {
  return {
    load: () => loadState(path),
    save: (state) => replaceFile(path, JSON.stringify(state)),
  };
}

async function loadState(path: string): Promise<State | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw createError('feed.state-unreadable', { values: { file: path }, cause });
  }
  const parsed = parseJson(text);
  if (parsed.fault !== undefined || !isState(parsed.value)) {
    throw createError('feed.state-unreadable', { values: { file: path } });
  }
  return parsed.value;
}

function isState(value: unknown): value is State {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((member) => typeof member === 'string')
  );
}

/** A feed's state that lasts as long as the process. */
export function createMemoryState(initial?: State): FeedState {
  let state = initial;
  return {
    load: () => Promise.resolve(state),
    save(next) {
      state = next;
      return Promise.resolve();
    },
  };
}
