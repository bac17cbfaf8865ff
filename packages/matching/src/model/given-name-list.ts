import { GIVEN_NAMES } from '../generated/given-names.ts';
import { variantGroups } from './name-variants.ts';

const LISTED: ReadonlySet<string> = new Set(GIVEN_NAMES.flatMap(([, names]) => names.split(' ')));

/** Whether a token is a given name that is commonly borne, or a form of one. */
export const isGivenName = (token: string): boolean =>
  LISTED.has(token) || variantGroups(token) !== undefined;
