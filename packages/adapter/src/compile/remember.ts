import type { Frame } from './frame.ts';

/** Values remembered of one rule: all dates of birth of all children, for one. */
const MOST = 8192;

type Make<T> = (text: string, frame: Frame) => T | undefined;

/**
 * The same function, but what it made of a text before, without any trouble, it need not make again: exports
 * repeat their codes, dates, teams and postcodes over and over. A column whose values hardly repeat is found out
 * and left alone.
 *
 * @param make - Hangs from the text alone, however it reports to the frame.
 */
export function remember<T>(make: Make<T>): Make<T> {
  const known = new Map<string, T>();
  let hits = 0;
  let pays = true;
  const meet = (text: string, frame: Frame): T | undefined => {
    if (known.size >= MOST) {
      pays = hits > MOST;
      hits = 0;
      known.clear();
    }
    const kept = copy(text);
    const { isSound } = frame;
    const { length } = frame.issues;
    frame.isSound = true;
    const value = make(kept, frame);
    if (frame.isSound && frame.issues.length === length && value !== undefined) known.set(kept, value);
    frame.isSound &&= isSound;
    return value;
  };
  return (text, frame) => {
    if (!pays) return make(text, frame);
    const value = known.get(text);
    if (value === undefined) return meet(text, frame);
    hits += 1;
    return value;
  };
}

/** A slice keeps all of the text alive that it was cut from: here that would be the whole block of a file. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}
