import type { Address } from '@contactpoint/contract';
import type { AddressFeatures } from '../ports.ts';
import { toNameTokens } from './name-tokens.ts';
import { toPostcode } from './postcode.ts';

const ORDER: Readonly<Record<NonNullable<Address['use']>, number>> = { current: 0, lastKnown: 1, former: 2 };
const NUMBERS = /\d+[A-Z]?\b/g;

/** The homes of a child, the current one first; an address without postcode and town is left out. */
export function homesOf(addresses: readonly Address[]): readonly AddressFeatures[] {
  const ordered = addresses.length < 2 ? addresses : [...addresses].sort((a, b) => orderOf(a) - orderOf(b));
  return ordered.flatMap(toHome);
}

const orderOf = ({ use = 'current' }: Address): number => ORDER[use];

function toHome({ lines = [], town, postcode: given = '' }: Address): AddressFeatures[] {
  const postcode = toPostcode(given);
  const place = town === undefined ? '' : toNameTokens(town).join(' ');
  if (postcode === undefined && place === '') return [];
  const house = (lines.join(' ').toUpperCase().match(NUMBERS) ?? []).slice(0, 2).join('/');
  const street = lines[0] === undefined ? '' : toNameTokens(lines[0]).join(' ');
  return [
    {
      ...(postcode === undefined ? {} : { postcode }),
      ...(house === '' ? {} : { house }),
      ...(street === '' ? {} : { street }),
      ...(place === '' ? {} : { town: place }),
    },
  ];
}
