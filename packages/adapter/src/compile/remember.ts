import type { Frame } from './frame.ts';

/** Values held of one rule; a power of 2. A text whose place is taken by another takes it over. */
const PLACES = 4096;

/** Characters at either end of a text by which its place is chosen. */
const ENDS = 4;

type Make<T> = (text: string, frame: Frame) => T | undefined;

/**
 * The same function, but what it made of a text before, without any trouble, it need not make again: exports
 * repeat their postcodes, teams and workers over and over. A column whose values hardly repeat is found out and
 * left alone. (Two arrays, because a map takes several times as long: it asks the engine for the hash of a text
 * that was cut from a file a moment ago and will never be seen again.)
 *
 * @param make - Hangs from the text alone, however it reports to the frame.
 */
export function remember<T>(make: Make<T>): Make<T> {
  const texts: (string | undefined)[] = new Array<undefined>(PLACES).fill(undefined);
  const values: (T | undefined)[] = new Array<undefined>(PLACES).fill(undefined);
  let hits = 0;
  let misses = 0;
  let pays = true;
  const meet = (text: string, place: number, frame: Frame): T | undefined => {
    misses += 1;
    if (misses > PLACES) {
      pays = hits > misses;
      hits = misses = 0;
    }
    const kept = copy(text);
    const { isSound } = frame;
    const { length } = frame.issues;
    frame.isSound = true;
    const value = make(kept, frame);
    if (frame.isSound && frame.issues.length === length && value !== undefined) {
      texts[place] = kept;
      values[place] = value;
    }
    frame.isSound &&= isSound;
    return value;
  };
  return (text, frame) => {
    if (!pays) return make(text, frame);
    const place = placeOf(text);
    if (texts[place] !== text) return meet(text, place, frame);
    hits += 1;
    return values[place];
  };
}

/** By length, first and last characters: those between tell hardly more, and each takes its time. */
function placeOf(text: string): number {
  const { length } = text;
  let bits = length;
  for (let at = 0; at < length; at += 1) {
    if (at === ENDS && length > 2 * ENDS) at = length - ENDS;
    bits = (Math.imul(bits, 31) + text.charCodeAt(at)) | 0;
  }
  return (bits ^ (bits >>> 12)) & (PLACES - 1);
}

/** A slice keeps all of the text alive that it was cut from: here that would be the whole block of a file. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}
