import { ARABIC } from './variants/arabic.ts';
import { CELTIC } from './variants/celtic.ts';
import { CHINESE } from './variants/chinese.ts';
import { EAST_EUROPEAN } from './variants/east-european.ts';
import { ENGLISH } from './variants/english.ts';
import { SOUTH_ASIAN } from './variants/south-asian.ts';
import { WEST_AFRICAN } from './variants/west-african.ts';

/**
 * Forms of one given name in the name cultures of Britain: short forms, spellings and transliterations. Ours,
 * written for this project; each line is one name, and a form may stand in several lines. Two forms that
 * parents give to two of their children (JACK and JOHN apart) stay apart unless usage joins them.
 */
const VARIANTS = [ENGLISH, ARABIC, SOUTH_ASIAN, WEST_AFRICAN, EAST_EUROPEAN, CELTIC, CHINESE];

const GROUPS = readGroups(VARIANTS.flatMap((names) => names.trim().split('\n')));

function readGroups(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [number, line] of lines.entries()) {
    for (const name of new Set(line.split(' '))) groups.set(name, [...(groups.get(name) ?? []), number]);
  }
  return groups;
}

/** Numbers of the names that a token is a form of; undefined for a token that is a form of none. */
export const variantGroups = (token: string): readonly number[] | undefined => GROUPS.get(token);
